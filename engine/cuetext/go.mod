module github.com/velasdk/velasdk/engine/cuetext

go 1.24.0

require (
	cuelang.org/go v0.5.0
	github.com/velasdk/velasdk/engine/driver v0.0.0
)

require (
	github.com/cockroachdb/apd/v2 v2.0.2 // indirect
	github.com/google/uuid v1.2.0 // indirect
	github.com/mpvl/unique v0.0.0-20150818121801-cbe035fff7de // indirect
	github.com/pkg/errors v0.8.1 // indirect
	golang.org/x/net v0.0.0-20220722155237-a158d28d115b // indirect
	golang.org/x/text v0.3.8 // indirect
	gopkg.in/yaml.v3 v3.0.1 // indirect
)

replace github.com/velasdk/velasdk/engine/driver => ../driver
