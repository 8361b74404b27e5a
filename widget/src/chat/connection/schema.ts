/** The part of Standard Schema that is used here; the protocol's schemas offer it. */
export type Schema<Output> = {
  readonly "~standard": {
    readonly validate: (input: unknown) => Result<Output> | Promise<Result<Output>>;
  };
};
type Result<Output> = { readonly value: Output; readonly issues?: undefined } | { readonly issues: readonly unknown[] };

/** @returns undefined when the input does not fit. */
export function validate<Output>(schema: Schema<Output>, input: unknown): { readonly value: Output } | undefined {
  // None of the protocol's schemas waits for anything.
  const result = schema["~standard"].validate(input) as Result<Output>;
  // A wrong input may have a `value` beside its issues, so only the issues count.
  return result.issues === undefined ? result : undefined;
}
