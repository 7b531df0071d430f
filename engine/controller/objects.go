package controller

import (
	"encoding/json"
	"fmt"

	"github.com/kubevela/workflow/api/v1alpha1"
	"github.com/velasdk/velasdk/engine/driver"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/types"
	clientgoscheme "k8s.io/client-go/kubernetes/scheme"
	"sigs.k8s.io/controller-runtime/pkg/client"
)

var (
	definitionKind  = schema.GroupVersionKind{Group: "core.oam.dev", Version: "v1beta1", Kind: "WorkflowStepDefinition"}
	applicationKind = schema.GroupVersionKind{Group: "core.oam.dev", Version: "v1beta1", Kind: "Application"}
)

// newScheme knows the kinds of the controller; all others are kept as they are.
func newScheme(more func(*runtime.Scheme) error) *runtime.Scheme {
	built := runtime.NewScheme()
	for _, add := range []func(*runtime.Scheme) error{clientgoscheme.AddToScheme, v1alpha1.AddToScheme, more} {
		if add == nil {
			continue
		}
		if err := add(built); err != nil {
			panic(err)
		}
	}
	return built
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

// workflowRunOf builds the run's object. Its spec is read from JSON: the lines keep the Go types of its parts in
// different modules.
func workflowRunOf(spec *driver.RunSpec) (*v1alpha1.WorkflowRun, error) {
	data, err := spec.ContextData()
	if err != nil {
		return nil, err
	}
	fields := map[string]any{"workflowSpec": map[string]any{"steps": spec.Workflow.Steps}}
	if spec.Workflow.Mode != nil {
		fields["mode"] = spec.Workflow.Mode
	}
	text, err := json.Marshal(fields)
	if err != nil {
		return nil, err
	}
	created := &v1alpha1.WorkflowRun{}
	created.SetGroupVersionKind(v1alpha1.WorkflowRunGroupVersionKind)
	created.Name, created.Namespace = spec.Name, spec.Namespace
	if err := json.Unmarshal(text, &created.Spec); err != nil {
		return nil, fmt.Errorf("workflow: %w", err)
	}
	if data != nil {
		created.Spec.Context = &runtime.RawExtension{Raw: data}
	}
	return created, nil
}
