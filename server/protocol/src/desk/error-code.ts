/** What the desk refuses, beside the codes that every part of the server has. Here alone: the chat of visitors does not carry them. */
export const deskErrorCodes = {
  scope_missing: { status: 403, retryable: false, title: "Your role, or this key, may not do that" },
  wrong_password: { status: 403, retryable: false, title: "The password is not right" },
  weak_password: { status: 422, retryable: false, title: "This password is too easy to guess" },
  passwords_off: { status: 403, retryable: false, title: "Nobody signs in with a password here" },
  passkey_refused: { status: 403, retryable: false, title: "The passkey was not accepted" },
  provider_refused: { status: 403, retryable: false, title: "What the sign-in provider has sent was not accepted" },
  provider_unreachable: { status: 503, retryable: true, title: "The sign-in provider does not answer" },
  not_admitted: { status: 403, retryable: false, title: "Nobody has let you in here" },
  sign_in_again: { status: 403, retryable: false, title: "This takes a new sign-in" },
  conflict: { status: 409, retryable: false, title: "Somebody else has changed it since" },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

export type DeskErrorCode = keyof typeof deskErrorCodes;
