package main

import (
	"testing"

	"github.com/velasdk/velasdk/engine/controller/linetest"
)

// gate is linetest.Gate with the package of this line. What is inside op.#Steps is executed in the order of @step.
const gate = `
import "vela/op"
ask: op.#HTTPDo & {method: "GET", url: parameter.url, tls_config: secret: "tls"}
if ask.response.statusCode != _|_ {
	if ask.response.body == "wait" {
		review: op.#Steps & {
			gate: op.#Suspend & {} @step(1)
			hold: op.#ConditionalWait & {continue: false} @step(2)
		}
	}
}
parameter: url: string
`

func TestLine(t *testing.T) { linetest.Run(t, newLine(), gate) }

func BenchmarkRun(b *testing.B) { linetest.Benchmark(b, newLine(), gate) }
