package controller

import (
	"context"
	"encoding/json"
	"runtime"
	"strings"

	"github.com/kubevela/workflow/api/v1alpha1"
	"github.com/velasdk/velasdk/engine/driver"
	corev1 "k8s.io/api/core/v1"
	kerrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/types"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
)

// store is the cluster of one run: controller-runtime's fake client, watched where the script needs it.
type store struct {
	client.Client
	run    types.NamespacedName
	script *driver.Script
}

// newStore makes a store with these objects in it.
func (l *Line) newStore(run types.NamespacedName, script *driver.Script, objects []client.Object) *store {
	builder := fake.NewClientBuilder().WithScheme(l.scheme).WithObjects(objects...)
	if l.Store != nil {
		l.Store(builder)
	}
	return &store{Client: builder.Build(), run: run, script: script}
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
		// A function of the provider's package or a method of its provider, as the line has it.
		if strings.Contains(frame.Function, "/providers/") && strings.HasSuffix(frame.Function, ".getTransport") {
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
