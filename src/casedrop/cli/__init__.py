"""Words in, words and exit codes out; decides nothing."""
