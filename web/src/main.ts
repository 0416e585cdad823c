import { createApp } from 'vue'
import App from './App.vue'
import { router } from './routes.js'
import { applyPreferences } from './state/preferences.js'
import './styles/tokens.css'
import './styles/base.css'
import './styles/print.css'

await applyPreferences()
createApp(App).use(router).mount('#app')
