module github.com/velasdk/velasdk/engine/driver

go 1.24.0
