package linetest

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"strings"
	"testing"

	"github.com/velasdk/velasdk/engine/driver"
)

// play sends a run request to the line several times, one reply each.
func play(t testing.TB, line driver.Line, gate string, times int, events ...string) [][]driver.Record {
	t.Helper()
	var out strings.Builder
	text := strings.Repeat(request(t, gate, events), times)
	if err := driver.Serve(line, strings.NewReader(text), &out); err != nil {
		t.Fatal(err)
	}
	var all [][]driver.Record
	for _, line := range strings.Split(strings.TrimSpace(out.String()), "\n") {
		var reply struct {
			OK    struct{ Records []driver.Record }
			Error *driver.Error
		}
		if err := json.Unmarshal([]byte(line), &reply); err != nil || reply.Error != nil {
			t.Fatal(err, line)
		}
		all = append(all, reply.OK.Records)
	}
	return all
}

// request is one line that runs a workflow of one gate.
func request(t testing.TB, gate string, events []string) string {
	t.Helper()
	template, err := json.Marshal(gate)
	if err != nil {
		t.Fatal(err)
	}
	text := `{"id": 1, "op": "run", "definitions": {"gate": ` + string(template) + `}, "workflow": {"steps": [{"name": "s",
		"type": "gate", "properties": {"url": "https://127.0.0.1:1"}}]}, "objects": [{"apiVersion": "v1", "kind": "Secret",
		"metadata": {"name": "tls", "namespace": "default"}, "data": {` + keyPair(t) + `}}],
		"events": [` + strings.Join(events, ",") + `]}`
	return strings.ReplaceAll(text, "\n", " ") + "\n"
}

// keyPair is what makes the HTTP provider build a transport of its own: a client certificate, encoded once by the Secret
// and once more by what the provider expects in it.
func keyPair(t testing.TB) string {
	t.Helper()
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1)}
	certificate, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
	if err != nil {
		t.Fatal(err)
	}
	private, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		t.Fatal(err)
	}
	encoded := func(kind string, der []byte) string {
		text := base64.StdEncoding.EncodeToString(pem.EncodeToMemory(&pem.Block{Type: kind, Bytes: der}))
		return `"` + base64.StdEncoding.EncodeToString([]byte(text)) + `"`
	}
	return `"client.crt": ` + encoded("CERTIFICATE", certificate) + `, "client.key": ` + encoded("PRIVATE KEY", private)
}

func answer(body string) string { return `{"reconcile": {"answers": [{"body": "` + body + `"}]}}` }
