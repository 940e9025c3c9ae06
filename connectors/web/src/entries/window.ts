// The clerks' console at /window.
import "../hall/window";
