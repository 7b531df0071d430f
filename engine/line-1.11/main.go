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
	particulars.Executed = executed
	return controller.New(particulars)
}

// executed is a template with the upgrades of its CUE that the controller makes before it executes it.
func executed(template string) string {
	text, changed := upgrade.EnsureCueVersionCompatibility(template, "", upgrade.WorkflowStepKind, upgrade.TemplateAreaMain)
	if !changed {
		return template
	}
	return text
}
