import { Component, type ReactNode } from "react";
import { Fault } from "../parts/states.tsx";

/** A page that breaks leaves the rest of the workbench standing. */
export class PageBoundary extends Component<{ children: ReactNode }, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override render() {
    return this.state.broken ? <Fault /> : this.props.children;
  }
}
