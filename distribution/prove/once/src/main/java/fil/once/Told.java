package fil.once;

/**
 * What the client of a request was told.
 *
 * @param status 0: the connection ended before an answer had begun; -1: in the middle of one; -2: an answer that nobody has asked
 *     for; -3: the answer before said that none will follow; -4: its head was never finished
 * @param once the id that the answer is of, nothing if it names none
 * @param body the sum of the request's body, as the servlet got it
 * @param own whether the answer's body is of this request to the last byte
 * @param last whether the server said that nothing behind this request will be answered
 */
record Told(int status, String once, String body, boolean own, boolean last) {
    static final Told NOTHING = new Told(0, "", "", true, true);
    static final Told REFUSED = new Told(-3, "", "", true, true);
    static final Told UNASKED = new Told(-2, "", "", false, true);
    static final Told UNFINISHED = new Told(-4, "", "", true, true);
    static final Told HALF = new Told(-1, "", "", true, true);
}
