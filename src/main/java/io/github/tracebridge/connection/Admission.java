package io.github.tracebridge.connection;

/** What one request needs to go out: a token, and leave of the quota gate. */
record Admission(AccessToken token, QuotaGate.Permit permit) {}
