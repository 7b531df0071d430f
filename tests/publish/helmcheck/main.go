// Command helmcheck reads a chart repository in a directory as KubeVela and Helm do, and prints what it found as JSON.
//
// KubeVela decodes index.yaml strictly into Helm's type: a key it does not know, or one given twice, is an error and the
// whole registry cannot be used. Each package is loaded as a chart and as the files an addon is made of, and its digest is
// computed by Helm.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"sort"

	"helm.sh/helm/v3/pkg/chart"
	"helm.sh/helm/v3/pkg/chart/loader"
	"helm.sh/helm/v3/pkg/provenance"
	"helm.sh/helm/v3/pkg/repo"
	"sigs.k8s.io/yaml"
)

// Version is one entry of the index, and the package it names.
type Version struct {
	Entry  *repo.ChartVersion `json:"entry"`
	Digest string             `json:"digest"`
	Chart  *chart.Metadata    `json:"chart"`
	Files  map[string]int     `json:"files"`
	Error  string             `json:"error,omitempty"`
}

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: helmcheck DIRECTORY")
		os.Exit(2)
	}
	found, err := read(os.Args[1])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	if err := json.NewEncoder(os.Stdout).Encode(found); err != nil {
		panic(err)
	}
}

// read returns the versions of each entry in the order of the file.
func read(directory string) (map[string][]Version, error) {
	path := filepath.Join(directory, "index.yaml")
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	index := &repo.IndexFile{}
	if err := yaml.UnmarshalStrict(text, index); err != nil {
		return nil, err
	}
	if _, err := repo.LoadIndexFile(path); err != nil { // Helm's own reader validates each entry too
		return nil, err
	}
	found := map[string][]Version{}
	for name, entries := range index.Entries {
		if !sort.IsSorted(sort.Reverse(entries)) {
			return nil, fmt.Errorf("%s: the newest version does not come first", name)
		}
		for _, entry := range entries {
			version := Version{Entry: entry}
			if err := load(directory, &version); err != nil {
				version.Error = err.Error()
			}
			found[name] = append(found[name], version)
		}
	}
	return found, nil
}

func load(directory string, version *Version) error {
	if len(version.Entry.URLs) == 0 {
		return fmt.Errorf("no url")
	}
	path := filepath.Join(directory, version.Entry.URLs[0])
	digest, err := provenance.DigestFile(path)
	if err != nil {
		return err
	}
	version.Digest = digest
	archive, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	files, err := loader.LoadArchiveFiles(bytes.NewReader(archive))
	if err != nil {
		return err
	}
	version.Files = map[string]int{}
	for _, file := range files {
		version.Files[file.Name] = len(file.Data)
	}
	loaded, err := loader.LoadArchive(bytes.NewReader(archive))
	if err != nil {
		return err
	}
	version.Chart = loaded.Metadata
	return loaded.Validate()
}
