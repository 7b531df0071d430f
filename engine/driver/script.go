package driver

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// errNoAnswer fails a request for which the script has nothing.
var errNoAnswer = errors.New("no answer left in the script")

// errGivenUp says what http.Client does of an answer that takes longer than its time-out.
var errGivenUp = errors.New("context deadline exceeded (Client.Timeout exceeded while awaiting headers)")

// Script is the scripted world outside: the HTTP server every request reaches, and the moment the controller dies.
// It replaces http.DefaultTransport, so nothing is ever sent.
type Script struct {
	mu         sync.Mutex
	event      Event
	open       bool // a reconcile is under way
	next       int
	requests   []Request
	unanswered int
	died       bool // the controller died in this event
}

// begin arms the script for one event.
func (s *Script) begin(event Event) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.event, s.open, s.next, s.requests, s.unanswered, s.died = event, true, 0, []Request{}, 0, false
}

// end disarms the script and returns what was sent, and how many requests had no answer.
func (s *Script) end() ([]Request, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.open = false
	return s.requests, s.unanswered
}

// isDead tells whether the controller died in this event.
func (s *Script) isDead() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.died
}

// BeforeStatusWrite is called by a Line when the controller is about to write the status of its run.
// It does not return when the script lets the controller die here.
func (s *Script) BeforeStatusWrite() {
	s.mu.Lock()
	dies := s.open && s.event.Name == "crash-before-status"
	s.died = s.died || dies
	s.mu.Unlock()
	if dies {
		runtime.Goexit()
	}
}

// RoundTrip answers a request from the script, or does not return when the controller dies after it.
func (s *Script) RoundTrip(req *http.Request) (*http.Response, error) {
	if err := unsendable(req); err != nil {
		return nil, err
	}
	sent := Request{Method: req.Method, URL: req.URL.String(), Headers: sentHeaders(req.Header)}
	if req.Body != nil {
		body, err := io.ReadAll(req.Body)
		_ = req.Body.Close()
		if err != nil {
			return nil, err
		}
		if utf8.Valid(body) {
			sent.Body = string(body)
		} else {
			sent.BodyBase64 = body
		}
	}
	patience := math.Inf(1)
	if deadline, limited := req.Context().Deadline(); limited {
		patience = time.Until(deadline).Seconds()
	}
	answer, err, dies := s.record(&sent, req.URL.Host, patience)
	if dies {
		runtime.Goexit()
	}
	if err != nil {
		return nil, err
	}
	return answer.response(req), nil
}

// sentHeaders copies what goes on the wire: a header without a value is only a mark for http.Transport.
func sentHeaders(header http.Header) http.Header {
	sent := header.Clone()
	for name, values := range header {
		if len(values) == 0 {
			delete(sent, name)
		}
	}
	return sent
}

// unsendable is why http.Transport sends nothing for a request.
func unsendable(req *http.Request) error {
	switch scheme := req.URL.Scheme; {
	case scheme != "http" && scheme != "https":
		return fmt.Errorf("unsupported protocol scheme %q", scheme)
	case req.URL.Host == "":
		return errors.New("http: no Host in request URL")
	}
	for name, values := range req.Header {
		for _, value := range values {
			if strings.ContainsFunc(value, func(char rune) bool { return char < ' ' && char != '\t' || char == 0x7f }) {
				return fmt.Errorf("net/http: invalid header field value for %q", name)
			}
		}
	}
	return nil
}

// record notes a request and decides what becomes of it; patience is how many seconds the client waits for an answer.
func (s *Script) record(sent *Request, host string, patience float64) (answer Answer, err error, dies bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer func() { s.requests = append(s.requests, *sent) }()
	switch {
	case !s.open:
		err = errNoAnswer
	case s.event.Name == "crash-after-request" && len(s.requests)+1 == s.event.After:
		s.died = true
		return answer, nil, true
	case s.event.Name == "no-connection":
		err = fmt.Errorf("dial tcp %s: connect: connection refused", host)
	case s.next == len(s.event.Answers):
		s.unanswered++
		err = errNoAnswer
	default:
		index := s.next
		s.next++
		sent.Answer = &index
		answer = s.event.Answers[index]
		if answer.Error != "" {
			err = errors.New(answer.Error)
		} else if answer.Seconds > patience {
			err = errGivenUp
		}
	}
	if err != nil {
		sent.Error = err.Error()
	}
	return answer, err, false
}

// response builds the HTTP response of an answer.
func (a Answer) response(req *http.Request) *http.Response {
	status := a.Status
	if status == 0 {
		status = http.StatusOK
	}
	header := http.Header{}
	for key, values := range a.Headers {
		for _, value := range values {
			header.Add(key, value)
		}
	}
	body := a.BodyBase64
	if body == nil {
		body = []byte(a.Body)
	}
	return &http.Response{
		Status:     fmt.Sprintf("%d %s", status, http.StatusText(status)),
		StatusCode: status,
		Proto:      "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header:        header,
		Body:          io.NopCloser(bytes.NewReader(body)),
		ContentLength: int64(len(body)),
		Request:       req,
	}
}
