// It requires nothing of KubeVela: each line compiles it with its own versions, which that line's go.mod names.
module github.com/velasdk/velasdk/engine/controller

go 1.24.0
