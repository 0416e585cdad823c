// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { copyText } from './clipboard.js'

it('gives the focus back after the old way of copying, and does not take it out of a popup meanwhile', async () => {
  document.body.innerHTML = '<div id="popup"><button>复制</button></div>'
  const [popup, button] = [document.querySelector('#popup') as HTMLElement, document.querySelector('button') as HTMLElement]
  const left: boolean[] = []
  popup.addEventListener('focusout', (e) => left.push(!popup.contains(e.relatedTarget as Node)))
  let copied = ''
  document.execCommand = () => {
    copied = (popup.querySelector('textarea') as HTMLTextAreaElement).value
    return true
  }
  button.focus()
  expect(await copyText('第一行')).toBe(true)
  expect([copied, document.activeElement, popup.querySelector('textarea')]).toEqual(['第一行', button, null])
  expect(left.filter(Boolean)).toEqual([])
})
