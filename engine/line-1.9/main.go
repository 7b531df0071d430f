// Command velasdk-engine-1.9 is the engine of the KubeVela 1.9 line: the reconciler of kubevela/workflow v0.6.0.
package main

import (
	"os"

	"cuelang.org/go/cue/build"
	"github.com/kubevela/workflow/controllers"
	"github.com/kubevela/workflow/pkg/cue/packages"
	"github.com/kubevela/workflow/pkg/stdlib"
	"github.com/velasdk/velasdk/engine/controller"
	"github.com/velasdk/velasdk/engine/driver"
)

func main() {
	os.Exit(driver.Main(newLine()))
}

// newLine is the 1.9 line. Its controller executes a template as it is and hands the client to each provider.
func newLine() *controller.Line {
	return controller.New(controller.Particulars{Name: "1.9", Packages: imports, Opened: opened})
}

// imports are the packages of `vela/op`.
func imports() []*build.Instance {
	var instance build.Instance
	// Its error is one of a template of packages, and there is none.
	_ = stdlib.AddImportsFor(&instance, "")
	return instance.Imports
}

// opened gives a reconciler what the command of the controller gives it: a discovery that finds no package in a cluster.
func opened(reconciler *controllers.WorkflowRunReconciler) {
	reconciler.PackageDiscover = &packages.PackageDiscover{}
}
