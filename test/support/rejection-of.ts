/** The error that this promise ends with. @throws when it is fulfilled, or ends with an error of another class. */
export async function rejectionOf<Failure extends Error>(
  promise: unknown,
  kind: abstract new (...args: never[]) => Failure,
): Promise<Failure> {
  const error = await Promise.resolve(promise).then(
    () => undefined,
    (error: unknown) => error,
  );
  if (!(error instanceof kind)) throw new Error(`expected a ${kind.name}`, { cause: error });
  return error;
}
