/** What every node of the builder needs, whatever its depth. */
import { createContext, type Dispatch, useContext } from 'react';
import type { NodeError } from './errorPlace';
import type { Action } from './tree';

export interface Hits {
  hits: number;
  of: number;
}

export interface BuilderContext {
  project: string;
  dispatch: Dispatch<Action>;
  /** A verb by which a node goes elsewhere: the focus goes with it. */
  carry: (action: Action, words: string) => void;
  /** Of the preview, by node. */
  hits: ReadonlyMap<number, Hits>;
  error: NodeError | undefined;
  /** What is dragged. */
  dragged: number | undefined;
  setDragged: (id: number | undefined) => void;
}

const Context = createContext<BuilderContext | null>(null);
export const BuilderProvider = Context.Provider;
export const useBuilder = (): BuilderContext => useContext(Context)!;
