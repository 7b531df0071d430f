// Package controller runs the reconciler of github.com/kubevela/workflow for the driver. It compiles with every version
// that a line takes; what only some of them have comes from the line.
package controller

import (
	"encoding/json"

	"cuelang.org/go/cue/build"
	"github.com/go-logr/logr"
	"github.com/kubevela/workflow/controllers"
	"github.com/velasdk/velasdk/engine/cuetext"
	"github.com/velasdk/velasdk/engine/driver"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/klog/v2"
	ctrl "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
)

// Particulars are what one line has that another has not. What is nil is left out.
type Particulars struct {
	// Name is the line, such as "1.11".
	Name string
	// Packages are those a template may import.
	Packages func() []*build.Instance
	// Executed is the text that the controller executes in the place of a template.
	Executed func(template string) string
	// Kinds adds the controller's kinds that are not in api/v1alpha1 of its own module.
	Kinds func(*runtime.Scheme) error
	// Store says what the fake client needs besides scheme and objects.
	Store func(*fake.ClientBuilder)
	// Opened is called with the reconciler of each new run, before it executes.
	Opened func(*controllers.WorkflowRunReconciler)
	// Closed is called after the last execution of a run.
	Closed func()
	// Forget empties the memory of the controller that is not in the variables of memory.go.
	Forget func()
}

// Line is one KubeVela line; it implements driver.Line.
type Line struct {
	Particulars
	scheme *runtime.Scheme
}

// New prepares what all runs of a line share.
func New(particulars Particulars) *Line {
	klog.SetLogger(logr.Discard())
	ctrl.SetLogger(logr.Discard())
	return &Line{Particulars: particulars, scheme: newScheme(particulars.Kinds)}
}

// Version says which modules this engine is built from.
func (l *Line) Version() driver.Version {
	return cuetext.Version(l.Name, "github.com/kubevela/workflow")
}

// Format writes a text as this line's formatter does.
func (l *Line) Format(text string) (string, error) { return cuetext.Format(text) }

// Evaluate evaluates plain CUE.
func (l *Line) Evaluate(text, expression string) (driver.Value, error) {
	return cuetext.Evaluate(text, expression)
}

// Vet compiles a template with the controller's own packages.
func (l *Line) Vet(template string, parameter map[string]json.RawMessage) (driver.Vetted, error) {
	vetted := cuetext.Vet(template, parameter, l.Packages())
	vetted.Rewritten = l.Executed != nil && l.Executed(template) != template
	return vetted, nil
}

// Inspect says what a hand-written template does.
func (l *Line) Inspect(text string) (driver.Inspected, error) {
	return cuetext.Inspect(text, l.Packages(), l.Executed)
}
