#!/bin/sh
# Puts the model that the image was built with into the data folder, unless it is there, and runs the command.
set -eu
here=$(dirname "$(dirname "$(readlink -f "$0")")")
models="${CITIZEN_HOME_DATA_DIR:?set CITIZEN_HOME_DATA_DIR}/models"
mkdir -p "$models"
for model in "$here"/trained/*.tar.gz; do
    [ -e "$model" ] || continue
    name="$models/$(basename "$model")"
    # Copied beside and then renamed: no process ever sees half a model.
    [ -e "$name" ] || { cp "$model" "$name.$$" && mv "$name.$$" "$name"; }
done
exec citizen-home "$@"
