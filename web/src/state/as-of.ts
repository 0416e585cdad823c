import type { Answer } from '@mingshu/metrics'
import { shallowReactive } from 'vue'

const told = shallowReactive(new Map<number, string>())

/** Takes in when the data of a version are from: of the newest the session says it, of one that an address pins its answers do. */
export const learnAsOf = ({ dataVersion, dataAsOf }: Pick<Answer, 'dataVersion' | 'dataAsOf'>): void => void told.set(dataVersion, dataAsOf)

/** When the data of a version are from, once an answer has told. */
export const asOfVersion = (version: number): string | undefined => told.get(version)
