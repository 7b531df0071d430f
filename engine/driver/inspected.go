package driver

// Place is a range of a text: lines and columns count from 1, columns in bytes, the end is exclusive.
type Place struct {
	Line      int `json:"line"`
	Column    int `json:"column"`
	EndLine   int `json:"end_line"`
	EndColumn int `json:"end_column"`
}

// Inspected is what a hand-written template says, by its text and the packages of a line. Places are those of the text
// that was given: what `vela def` takes is blanked out around its template and not moved.
type Inspected struct {
	Template   string            `json:"template"` // what a controller is given
	Name       string            `json:"name"`     // of the definition around the template, "" for a bare template
	Type       string            `json:"type"`     // of that definition: workflow-step, component
	Labels     map[string]string `json:"labels"`   // of that definition
	Errors     []Problem         `json:"errors"`   // of the compiler, those apart that an answer may still settle
	Imports    []Import          `json:"imports"`
	Operations []Operation       `json:"operations"`
	Unknown    []Unknown         `json:"unknown"`
	Decoded    []Place           `json:"decoded"` // answers that are decoded and have no default beside them
	Joined     []Named           `json:"joined"`  // guards that use behind && what they test for before it
	Stored     []Named           `json:"stored"`  // presence tests in a field that a guard reads
	Aliases    []Named           `json:"aliases"` // fields whose value is the operation of another field
}

// Import is one import of a template.
type Import struct {
	Path  string `json:"path"`
	Known bool   `json:"known"` // the line has the package; always true for CUE's own
	Used  bool   `json:"used"`
	Place Place  `json:"place"`
}

// Named is something at a place.
type Named struct {
	Name  string `json:"name"`
	Place Place  `json:"place"`
}

// Operation is a call of a provider function.
type Operation struct {
	Function string         `json:"function"` // as it is written: http.#HTTPDo
	Package  string         `json:"package"`
	Do       string         `json:"do"`
	Label    string         `json:"label"`
	Holder   string         `json:"holder"`   // what it stands in: let, definition, hidden, optional, list, struct or nothing of these
	Used     bool           `json:"used"`     // fields have it as their value, and nothing reads what it itself returns
	Guarded  bool           `json:"guarded"`  // it stands in an `if` or `for`
	Block    int            `json:"block"`    // which block of an `if` or `for`, 0 for none
	Decided  bool           `json:"decided"`  // a guard around it reads what an operation returned
	Keyed    bool           `json:"keyed"`    // it has the id of the step
	Given    map[string]any `json:"given"`    // parameters by path; null when the value is no literal
	Defaults map[string]any `json:"defaults"` // what the package gives where nothing is given
	Spread   bool           `json:"spread"`   // more may be given than is seen here
	Missing  []string       `json:"missing"`  // parameters without a value
	Beside   []Beside       `json:"beside"`   // what has the name of a parameter and stands beside `$params`
	Refused  []Refused      `json:"refused"`  // literals that the package does not take
	Place    Place          `json:"place"`
}

// Beside is a value that stands where the provider does not look.
type Beside struct {
	Name  string `json:"name"`
	Value any    `json:"value"`
	Own   bool   `json:"own"` // the package itself puts it there
	Place Place  `json:"place"`
}

// Refused is a literal that is not among the values a parameter takes.
type Refused struct {
	Path    string `json:"path"`
	Value   any    `json:"value"`
	Allowed []any  `json:"allowed"` // nil when they cannot be listed
	Place   Place  `json:"place"`
}

// Unknown is a name that a package of the line does not have.
type Unknown struct {
	Kind  string   `json:"kind"` // function, parameter or result
	Name  string   `json:"name"`
	Of    string   `json:"of"`    // the package or the function
	Known []string `json:"known"` // the names that are there
	Open  bool     `json:"open"`  // CUE takes any other name, too
	Place Place    `json:"place"`
}
