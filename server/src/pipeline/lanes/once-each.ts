/** Passes each name on once, however often it comes: for warnings about what stays as it is. */
export function onceEach(report: (name: string) => void): (name: string) => void {
  const reported = new Set<string>();
  return (name) => {
    if (reported.has(name)) return;
    reported.add(name);
    report(name);
  };
}
