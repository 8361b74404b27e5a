/** What the desk refuses, beside the codes that every part of the server has. Here alone: the chat of visitors does not carry them. */
export const deskErrorCodes = {
  scope_missing: { status: 403, retryable: false, title: "Your role, or this key, may not do that" },
  wrong_password: { status: 403, retryable: false, title: "The password is not right" },
  weak_password: { status: 422, retryable: false, title: "This password is too easy to guess" },
  conflict: { status: 409, retryable: false, title: "Somebody else has changed it since" },
} as const satisfies Record<string, { status: number; retryable: boolean; title: string }>;

export type DeskErrorCode = keyof typeof deskErrorCodes;
