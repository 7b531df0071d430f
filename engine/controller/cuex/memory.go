package cuex

import (
	"sync"
	_ "unsafe" // for go:linkname

	"github.com/kubevela/workflow/pkg/providers/legacy/http/ratelimiter"
	"github.com/velasdk/velasdk/engine/controller"
)

// The providers of `vela/op` have a memory of their own, reached by name as in ../memory.go.

//go:linkname emails github.com/kubevela/workflow/pkg/providers/legacy/email.emailRoutine
var emails sync.Map

//go:linkname limits github.com/kubevela/workflow/pkg/providers/legacy/http.rateLimiter
var limits *ratelimiter.RateLimiter

// forget empties it.
func forget() {
	emails.Clear()
	limits = ratelimiter.NewRateLimiter(controller.LimiterSize)
}
