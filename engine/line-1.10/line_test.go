package main

import (
	"testing"

	"github.com/velasdk/velasdk/engine/controller/linetest"
)

func TestLine(t *testing.T) { linetest.Run(t, newLine(), linetest.Gate) }

func BenchmarkRun(b *testing.B) { linetest.Benchmark(b, newLine(), linetest.Gate) }
