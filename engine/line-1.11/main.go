// Command velasdk-engine-1.11 is the engine of the KubeVela 1.11 line: the reconciler of kubevela/workflow v0.7.2.
package main

import (
	"context"
	"encoding/json"
	"os"

	"github.com/go-logr/logr"
	"github.com/kubevela/pkg/cue/cuex"
	"github.com/kubevela/workflow/pkg/cue/upgrade"
	"github.com/kubevela/workflow/pkg/providers"
	"github.com/velasdk/velasdk/engine/cuetext"
	"github.com/velasdk/velasdk/engine/driver"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
)

func main() {
	os.Exit(driver.Main(newLine()))
}

// line is the 1.11 line.
type line struct {
	compiler *cuex.Compiler
}

// newLine prepares what all runs share.
func newLine() line {
	klog.SetLogger(logr.Discard())
	ctrl.SetLogger(logr.Discard())
	// The compiler would ask a cluster for packages of its users; there is none.
	providers.EnableExternalPackageForDefaultCompiler = false
	// The controller keeps 2000 upgraded templates; here they would be the only thing that grows.
	upgrade.InitCompatibilityCache(context.Background(), 50)
	return line{compiler: providers.DefaultCompiler.Get()}
}

// Version says which modules this engine is built from.
func (line) Version() driver.Version {
	return cuetext.Version("1.11", "github.com/kubevela/workflow")
}

// Format writes a text as this line's formatter does.
func (line) Format(text string) (string, error) { return cuetext.Format(text) }

// Evaluate evaluates plain CUE.
func (line) Evaluate(text, expression string) (driver.Value, error) {
	return cuetext.Evaluate(text, expression)
}

// Vet compiles a template with the controller's own compiler and packages.
func (l line) Vet(template string, parameter map[string]json.RawMessage) (driver.Vetted, error) {
	vetted := cuetext.Vet(template, parameter, l.compiler.GetImports())
	_, vetted.Rewritten = upgrade.EnsureCueVersionCompatibility(
		template, "", upgrade.WorkflowStepKind, upgrade.TemplateAreaMain)
	return vetted, nil
}
