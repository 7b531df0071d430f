package controller

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"cuelang.org/go/cue/cuecontext"
	"github.com/crossplane/crossplane-runtime/pkg/event"
	"github.com/kubevela/workflow/api/v1alpha1"
	"github.com/kubevela/workflow/controllers"
	"github.com/kubevela/workflow/pkg/utils"
	"github.com/prometheus/client_golang/api"
	"github.com/velasdk/velasdk/engine/driver"
	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	ctrl "sigs.k8s.io/controller-runtime"
)

// run is one WorkflowRun in a store of its own.
type run struct {
	line       *Line
	name       types.NamespacedName
	store      *store
	reconciler controllers.WorkflowRunReconciler
}

// Open fills a fresh store and makes it the one every provider uses.
func (l *Line) Open(spec *driver.RunSpec, script *driver.Script) (driver.Run, error) {
	objects, err := objectsOf(spec)
	if err != nil {
		return nil, err
	}
	created, err := workflowRunOf(spec)
	if err != nil {
		return nil, err
	}
	r := &run{line: l, name: types.NamespacedName{Namespace: spec.Namespace, Name: spec.Name}}
	r.store = l.newStore(r.name, script, append(objects, created))
	r.reconciler = controllers.WorkflowRunReconciler{Client: r.store, Scheme: l.scheme, Recorder: event.NewNopRecorder()}
	// The one client of the providers that does not take http.DefaultTransport, that of #PromCheck, takes this.
	api.DefaultRoundTripper = script
	if l.Opened != nil {
		l.Opened(&r.reconciler)
	}
	r.Forget()
	return r, nil
}

// Close leaves nothing behind.
func (r *run) Close() {
	r.Forget()
	if r.line.Closed != nil {
		r.line.Closed()
	}
}

// Reconcile executes the run once.
func (r *run) Reconcile(ctx context.Context) (*time.Duration, error) {
	result, err := r.reconciler.Reconcile(ctx, ctrl.Request{NamespacedName: r.name})
	if err != nil || result.RequeueAfter == 0 {
		return nil, err
	}
	return &result.RequeueAfter, nil
}

// Operate does what `vela workflow` does with the run.
func (r *run) Operate(ctx context.Context, verb, step string) error {
	stored := &v1alpha1.WorkflowRun{}
	if err := r.store.Get(ctx, r.name, stored); err != nil {
		return err
	}
	whole := utils.NewWorkflowRunOperator(r.store, nil, stored)
	part := utils.NewWorkflowRunStepOperator(r.store, nil, stored)
	switch {
	case verb == "terminate":
		return whole.Terminate(ctx)
	case verb == "resume" && step == "":
		return whole.Resume(ctx)
	case verb == "resume":
		return part.Resume(ctx, step)
	case verb == "suspend" && step == "":
		return whole.Suspend(ctx)
	case verb == "suspend":
		return part.Suspend(ctx, step)
	case verb == "restart" && step == "":
		return whole.Restart(ctx)
	case verb == "restart":
		return part.Restart(ctx, step)
	}
	return errors.New("unknown verb " + verb)
}

// Status is the stored status of the run.
func (r *run) Status() (json.RawMessage, error) {
	stored := &v1alpha1.WorkflowRun{}
	if err := r.store.Get(context.Background(), r.name, stored); err != nil {
		return nil, err
	}
	return json.Marshal(stored.Status)
}

// SetStatus replaces the stored status of the run.
func (r *run) SetStatus(status json.RawMessage) error {
	ctx, stored := context.Background(), &v1alpha1.WorkflowRun{}
	if err := r.store.Get(ctx, r.name, stored); err != nil {
		return err
	}
	stored.Status = v1alpha1.WorkflowRunStatus{}
	if err := json.Unmarshal(status, &stored.Status); err != nil {
		return err
	}
	return r.store.Status().Update(ctx, stored)
}

// contextMap reads the context ConfigMap; nil when the run has none yet.
func (r *run) contextMap() (*corev1.ConfigMap, error) {
	name := types.NamespacedName{Namespace: r.name.Namespace, Name: contextName(r.name.Name)}
	found := &corev1.ConfigMap{}
	err := r.store.Get(context.Background(), name, found)
	if kerrors.IsNotFound(err) {
		return nil, nil
	}
	return found, err
}

// Stored is the data of the context ConfigMap.
func (r *run) Stored() (map[string]string, error) {
	found, err := r.contextMap()
	if err != nil || found == nil {
		return nil, err
	}
	if found.Data == nil {
		found.Data = map[string]string{}
	}
	return found.Data, nil
}

// SetStored replaces the data of the context ConfigMap, which is made when there is none. The controller makes a second one
// beside a ConfigMap that has not the owner it would give it.
func (r *run) SetStored(data map[string]string) error {
	ctx := context.Background()
	found, err := r.contextMap()
	if err != nil {
		return err
	}
	if found != nil {
		found.Data = data
		return r.store.Update(ctx, found)
	}
	controls := true
	found = &corev1.ConfigMap{Data: data}
	found.Namespace, found.Name = r.name.Namespace, contextName(r.name.Name)
	found.OwnerReferences = []metav1.OwnerReference{{
		APIVersion: v1alpha1.SchemeGroupVersion.String(), Kind: v1alpha1.WorkflowRunKind, Name: r.name.Name, Controller: &controls,
	}}
	return r.store.Create(ctx, found)
}

// contextName is what the controller calls the context ConfigMap of a run.
func contextName(run string) string { return "workflow-" + run + "-context" }

// Outputs turns the stored variables, which are CUE, into JSON.
func (r *run) Outputs(stored map[string]string) json.RawMessage {
	if stored["vars"] == "" {
		return json.RawMessage("{}")
	}
	text, err := cuecontext.New().CompileString(stored["vars"]).MarshalJSON()
	if err != nil {
		return json.RawMessage("null")
	}
	return text
}
