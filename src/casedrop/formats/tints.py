"""The two tints of a document (decision 0083): what somebody is to fill, and the one answer a page gives."""

INPUT, ANSWER = "DCE7ED", "E6EEF2"
