package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"math/big"
	"os"
	"strings"
	"testing"

	"github.com/velasdk/velasdk/engine/driver"
)

// gate asks an API and suspends as long as it says wait.
const gate = `
import (
	"vela/builtin"
	"vela/http"
)
ask: http.#HTTPDo & {$params: {url: parameter.url, tls_config: secret: "tls"}}
if ask.$returns.body != _|_ {
	if ask.$returns.body == "wait" {
		gate: builtin.#Suspend & {$params: {}}
		hold: builtin.#ConditionalWait & {$params: continue: false}
	}
}
parameter: url: string
`

// play sends run requests to the line, one reply each.
func play(t testing.TB, times int, events ...string) [][]driver.Record {
	t.Helper()
	template, _ := json.Marshal(gate)
	request := `{"id": 1, "op": "run", "definitions": {"gate": ` + string(template) + `}, "workflow": {"steps": [{"name": "s",
		"type": "gate", "properties": {"url": "https://127.0.0.1:1"}}]}, "objects": [{"apiVersion": "v1", "kind": "Secret",
		"metadata": {"name": "tls", "namespace": "default"}, "data": {` + keyPair(t) + `}}],
		"events": [` + strings.Join(events, ",") + `]}`
	request = strings.ReplaceAll(request, "\n", " ") + "\n"
	var out strings.Builder
	if err := driver.Serve(newLine(), strings.NewReader(strings.Repeat(request, times)), &out); err != nil {
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

// TestTheRealControllerRuns: a gate holds, is resumed, polls, and opens when the API says so, with TLS settings too.
func TestTheRealControllerRuns(t *testing.T) {
	for _, records := range play(t, 2, answer("wait"), `{"resume": {}}`, answer("wait"), answer("go"), answer("go")) {
		var phases []string
		for _, record := range records {
			phases = append(phases, record.Steps[0].Phase+"/"+record.Steps[0].Reason)
		}
		if got := strings.Join(phases, " "); got != "suspending/Suspend running/Suspend running/Wait succeeded/ succeeded/" {
			t.Error(got)
		}
		if len(records[3].Requests) != 1 || len(records[4].Requests) != 0 {
			t.Errorf("%+v", records[3:])
		}
	}
}

// TestNothingIsLeft: a closed run leaves no memory behind, however it ended.
func TestNothingIsLeft(t *testing.T) {
	play(t, 1, answer("wait"), `{"no-connection": {}}`)
	play(t, 1, `{"crash-after-request": {}}`)
	runMemory.Range(func(key, _ any) bool {
		t.Errorf("%v is left", key)
		return true
	})
}

// TestVersion: the modules named are those of go.mod.
func TestVersion(t *testing.T) {
	text, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	version := newLine().Version()
	for _, want := range []string{"kubevela/workflow " + version.Workflow, "cuelang.org/go " + version.CUE} {
		if !strings.Contains(string(text), want+"\n") {
			t.Errorf("go.mod does not have %q", want)
		}
	}
}

func BenchmarkRun(b *testing.B) {
	for b.Loop() {
		play(b, 1, answer("wait"), `{"resume": {}}`, answer("wait"), answer("go"))
	}
}
