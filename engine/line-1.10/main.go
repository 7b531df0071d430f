// Command velasdk-engine-1.10 is the engine of the KubeVela 1.10 line: the reconciler of the kubevela/workflow that
// 1.10.4 to 1.10.9 pin. It upgrades no CUE.
package main

import (
	"os"

	"github.com/velasdk/velasdk/engine/controller"
	"github.com/velasdk/velasdk/engine/controller/cuex"
	"github.com/velasdk/velasdk/engine/driver"
)

func main() {
	os.Exit(driver.Main(newLine()))
}

// newLine is the 1.10 line.
func newLine() *controller.Line { return controller.New(cuex.Particulars("1.10")) }
