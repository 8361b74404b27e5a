import { Component, type ReactNode } from "react";

export type ErrorBoundaryProps = {
  children?: ReactNode;
  /** Drawn after a fault. Without it there is nothing. */
  instead?: (retry: () => void) => ReactNode;
};

/**
 * Holds a fault where it happens. React removes the whole root, and with it the host page, for an error that no boundary
 * holds. Custom renderers, browser extensions and page translators can all bring such an error.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { failed: boolean }> {
  static getDerivedStateFromError(): { failed: boolean } {
    return { failed: true };
  }

  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    reportError(error);
  }

  override render(): ReactNode {
    const { children, instead } = this.props;
    return this.state.failed ? instead?.(() => this.setState({ failed: false })) : children;
  }
}
