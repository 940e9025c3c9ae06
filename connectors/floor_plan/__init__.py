"""Pictures of the floors with the windows of an answer and the step-free way to them, as SVG and PNG."""
