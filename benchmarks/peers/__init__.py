"""The peers: a stock Rasa project and the usual lexical methods, made from the same training questions as ours."""
