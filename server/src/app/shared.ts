/** What `ConnectorHost.shared` does: one value per name for as long as the server lives. */
export function createShared(): <Value>(name: string, create: () => Value) => Value {
  const values = new Map<string, unknown>();
  return <Value>(name: string, create: () => Value): Value => {
    if (!values.has(name)) values.set(name, create());
    return values.get(name) as Value;
  };
}
