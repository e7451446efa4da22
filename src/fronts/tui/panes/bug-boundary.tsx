import { Component, type ReactNode } from 'react'

interface Props {
  readonly onBug: (error: unknown) => void
  readonly children?: ReactNode
}

/**
 * Hands on what a component throws. Ink has a boundary of its own, but what the first frame throws it tells before
 * anybody can listen.
 */
export class BugBoundary extends Component<Props, { readonly isBroken: boolean }> {
  static getDerivedStateFromError = () => ({ isBroken: true })

  override state = { isBroken: false }

  override componentDidCatch(error: unknown): void {
    this.props.onBug(error)
  }

  override render(): ReactNode {
    return this.state.isBroken ? null : this.props.children
  }
}
