// Package cuex is what the lines with the cuex compiler have in common: 1.10 and later.
package cuex

import (
	"github.com/kubevela/pkg/util/singleton"
	"github.com/kubevela/workflow/api/v1alpha1"
	"github.com/kubevela/workflow/controllers"
	"github.com/kubevela/workflow/pkg/providers"
	"github.com/velasdk/velasdk/engine/controller"
	"sigs.k8s.io/controller-runtime/pkg/client/fake"
)

// Particulars are those of every such line; a line adds its own.
func Particulars(name string) controller.Particulars {
	// The compiler would ask a cluster for packages of its users; there is none.
	providers.EnableExternalPackageForDefaultCompiler = false
	return controller.Particulars{
		Name:     name,
		Packages: providers.DefaultCompiler.Get().GetImports,
		Store: func(builder *fake.ClientBuilder) {
			builder.WithStatusSubresource(&v1alpha1.WorkflowRun{})
		},
		// Providers take the client from here.
		Opened: func(reconciler *controllers.WorkflowRunReconciler) { singleton.KubeClient.Set(reconciler.Client) },
		Closed: func() { singleton.KubeClient.Set(nil) },
		Forget: forget,
	}
}
