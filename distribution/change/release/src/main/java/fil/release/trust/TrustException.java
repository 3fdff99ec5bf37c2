package fil.release.trust;

import fil.release.ReleaseException;

/** A key, a signature or the folder of trusted keys is not as it must be; the message is one sentence for the operator. */
public final class TrustException extends ReleaseException {
    private static final long serialVersionUID = 1L;

    TrustException(String sentence) {
        super(sentence);
    }

    TrustException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
