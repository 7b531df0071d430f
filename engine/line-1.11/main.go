// Command velasdk-engine-1.11 is the engine of the KubeVela 1.11 line: the reconciler of kubevela/workflow v0.7.2.
package main

import (
	"context"
	"os"

	oamv1alpha1 "github.com/kubevela/pkg/apis/oam/v1alpha1"
	"github.com/kubevela/workflow/pkg/cue/upgrade"
	"github.com/velasdk/velasdk/engine/controller"
	"github.com/velasdk/velasdk/engine/controller/cuex"
	"github.com/velasdk/velasdk/engine/driver"
)

func main() {
	os.Exit(driver.Main(newLine()))
}

// newLine is the 1.11 line.
func newLine() *controller.Line {
	// The controller keeps 2000 upgraded templates, keyed by their hash; here they would be the only thing that grows.
	upgrade.InitCompatibilityCache(context.Background(), 50)
	particulars := cuex.Particulars("1.11")
	particulars.Kinds = oamv1alpha1.AddToScheme
	particulars.Rewritten = rewritten
	return controller.New(particulars)
}

// rewritten tells whether the controller upgrades the CUE of a template before it executes it.
func rewritten(template string) bool {
	_, changed := upgrade.EnsureCueVersionCompatibility(template, "", upgrade.WorkflowStepKind, upgrade.TemplateAreaMain)
	return changed
}
