/** A short token on a button, and what it stands for. */
export type LinkToken = { readonly token: string; readonly value: string };

/**
 * Gives a short name to what a tap means, for platforms whose buttons carry little (64 bytes of Telegram, 200 characters of
 * others). The host stores the pair together with the message, so nothing is lost, and a tap with a made-up token means
 * nothing. The same value has the same token.
 */
export type ToToken = (value: string) => string;
