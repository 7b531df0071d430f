package controller

import (
	"sync"
	_ "unsafe" // for go:linkname

	"github.com/kubevela/workflow/pkg/executor"
	"github.com/kubevela/workflow/pkg/providers/http/ratelimiter"
)

// The controller's in-memory state is in package variables. Those without an exported way in are reached by name;
// a version that renames one does not link. Besides these there are executor.StepStatusCache (exported) and what
// Particulars.Forget empties.

//go:linkname runMemory github.com/kubevela/workflow/pkg/context.workflowMemoryCache
var runMemory sync.Map // "name-namespace" -> *sync.Map of counters and times

//go:linkname emails github.com/kubevela/workflow/pkg/providers/email.emailRoutine
var emails sync.Map // step session id -> state of a mail being sent

//go:linkname limits github.com/kubevela/workflow/pkg/providers/http.rateLimiter
var limits *ratelimiter.RateLimiter

// LimiterSize is the number of addresses the HTTP provider limits at a time.
const LimiterSize = 128

// stepCount is the key under which Memory keeps the number of steps the controller saw last.
const stepCount = "steps"

// key is how the controller names a run in its memory.
func (r *run) key() string { return r.name.Name + "-" + r.name.Namespace }

// Memory is what the controller remembers of the run.
func (r *run) Memory() map[string]any {
	memory := map[string]any{}
	if found, ok := runMemory.Load(r.key()); ok {
		found.(*sync.Map).Range(func(key, value any) bool {
			memory[key.(string)] = value
			return true
		})
	}
	if count, ok := executor.StepStatusCache.Load(r.key()); ok {
		memory[stepCount] = count
	}
	return memory
}

// SetMemory replaces what the controller remembers of the run.
func (r *run) SetMemory(memory map[string]any) {
	r.Forget()
	values := &sync.Map{}
	for key, value := range memory {
		if key == stepCount {
			executor.StepStatusCache.Store(r.key(), value)
		} else {
			values.Store(key, value)
		}
	}
	runMemory.Store(r.key(), values)
}

// Forget empties the controller's memory: there is one run at a time, so all of it.
func (r *run) Forget() {
	runMemory.Clear()
	executor.StepStatusCache.Clear()
	emails.Clear()
	limits = ratelimiter.NewRateLimiter(LimiterSize)
	if r.line.Forget != nil {
		r.line.Forget()
	}
}
