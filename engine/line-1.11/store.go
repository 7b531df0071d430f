package main

import (
	"context"
	"encoding/json"
	"fmt"
	"runtime"
	"strings"

	oamv1alpha1 "github.com/kubevela/pkg/apis/oam/v1alpha1"
	"github.com/kubevela/workflow/api/v1alpha1"
	"github.com/velasdk/velasdk/engine/driver"
	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	kruntime "k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
)

var (
	definitionKind  = schema.GroupVersionKind{Group: "core.oam.dev", Version: "v1beta1", Kind: "WorkflowStepDefinition"}
	applicationKind = schema.GroupVersionKind{Group: "core.oam.dev", Version: "v1beta1", Kind: "Application"}
	scheme          = newScheme()
)

// newScheme knows the kinds of the controller; all others are kept as they are.
func newScheme() *kruntime.Scheme {
	built := kruntime.NewScheme()
	for _, add := range []func(*kruntime.Scheme) error{
		clientgoscheme.AddToScheme, v1alpha1.AddToScheme, oamv1alpha1.AddToScheme,
	} {
		if err := add(built); err != nil {
			panic(err)
		}
	}
	return built
}

// store is the cluster of one run: controller-runtime's fake client, watched where the script needs it.
type store struct {
	client.Client
	run    types.NamespacedName
	script *driver.Script
}

// newStore makes a store with these objects in it.
func newStore(run types.NamespacedName, script *driver.Script, objects []client.Object) *store {
	built := fake.NewClientBuilder().WithScheme(scheme).
		WithStatusSubresource(&v1alpha1.WorkflowRun{}).WithObjects(objects...).Build()
	return &store{Client: built, run: run, script: script}
}

// objectsOf lists what is in the cluster before the run: the script's objects, the definitions, the Application.
func objectsOf(spec *driver.RunSpec) ([]client.Object, error) {
	var objects []client.Object
	for index, text := range spec.Objects {
		object := &unstructured.Unstructured{}
		if err := object.UnmarshalJSON(text); err != nil {
			return nil, fmt.Errorf("object %d: %w", index, err)
		}
		if object.GetAPIVersion() == "" || object.GetName() == "" {
			return nil, fmt.Errorf("object %d has no apiVersion or name", index)
		}
		objects = append(objects, object)
	}
	for name, template := range spec.Definitions {
		definition := named(definitionKind, types.NamespacedName{Namespace: "vela-system", Name: name})
		cue := map[string]any{"template": template}
		definition.Object["spec"] = map[string]any{"schematic": map[string]any{"cue": cue}}
		objects = append(objects, definition)
	}
	if spec.Application {
		run := types.NamespacedName{Namespace: spec.Namespace, Name: spec.Name}
		objects = append(objects, named(applicationKind, run))
	}
	return objects, nil
}

// named makes an empty object.
func named(kind schema.GroupVersionKind, name types.NamespacedName) *unstructured.Unstructured {
	object := &unstructured.Unstructured{Object: map[string]any{}}
	object.SetGroupVersionKind(kind)
	object.SetNamespace(name.Namespace)
	object.SetName(name.Name)
	return object
}

// Get reads an object. A Secret asked for by the HTTP provider is for TLS: with it the provider would leave the
// scripted transport and open a connection, without it it falls back to the default one, which is scripted.
func (s *store) Get(ctx context.Context, key client.ObjectKey, object client.Object, opts ...client.GetOption) error {
	if _, secret := object.(*corev1.Secret); secret && calledByTLS() {
		return kerrors.NewNotFound(corev1.Resource("secrets"), key.Name)
	}
	return s.Client.Get(ctx, key, object, opts...)
}

// calledByTLS tells whether the HTTP provider is building a transport of its own.
func calledByTLS() bool {
	callers := make([]uintptr, 8)
	frames := runtime.CallersFrames(callers[:runtime.Callers(2, callers)])
	for {
		frame, more := frames.Next()
		if strings.HasSuffix(frame.Function, "/http.getTransport") {
			return true
		}
		if !more {
			return false
		}
	}
}

// Status writes go through the script and are mirrored into the Application.
func (s *store) Status() client.SubResourceWriter {
	return statusWriter{SubResourceWriter: s.Client.Status(), store: s}
}

type statusWriter struct {
	client.SubResourceWriter
	store *store
}

// Update replaces a status.
func (w statusWriter) Update(ctx context.Context, object client.Object, opts ...client.SubResourceUpdateOption) error {
	w.store.script.BeforeStatusWrite()
	if err := w.SubResourceWriter.Update(ctx, object, opts...); err != nil {
		return err
	}
	return w.store.mirror(ctx)
}

// Patch patches a status.
func (w statusWriter) Patch(
	ctx context.Context, object client.Object, patch client.Patch, opts ...client.SubResourcePatchOption,
) error {
	w.store.script.BeforeStatusWrite()
	if err := w.SubResourceWriter.Patch(ctx, object, patch, opts...); err != nil {
		return err
	}
	return w.store.mirror(ctx)
}

// mirror copies the run's status into status.workflow of the Application, if there is one.
func (s *store) mirror(ctx context.Context) error {
	application := named(applicationKind, s.run)
	if err := s.Client.Get(ctx, s.run, application); err != nil {
		return client.IgnoreNotFound(err)
	}
	stored := &v1alpha1.WorkflowRun{}
	if err := s.Client.Get(ctx, s.run, stored); err != nil {
		return err
	}
	text, err := json.Marshal(stored.Status)
	if err != nil {
		return err
	}
	var status map[string]any
	if err := json.Unmarshal(text, &status); err != nil {
		return err
	}
	application.Object["status"] = map[string]any{"workflow": status}
	return s.Client.Update(ctx, application)
}
