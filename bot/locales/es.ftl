# Text of messages carries Telegram's HTML; buttons, charts, pages (page-) and toasts are plain.
# Units follow their number without a break: code sees to that.

-brand = Farolero

## Buttons

button-back = ⟵ Atrás
button-connect = 🔗 Conectar Instagram
button-link-again = 🔗 Volver a conectar
button-open-instagram = 🔗 Ir a Instagram
button-try-now = ↻ Probar ahora
button-start-anew = Empezar de nuevo
button-cancel = Cancelar
button-example = Qué vas a ver
button-privacy = Privacidad
button-security-log = 🔐 Registro
button-language = 🌐 Idioma
button-time-zone = 🕐 Zona horaria
button-by-location = 📍 Por mi ubicación
button-share-location = 📍 Compartir mi ubicación
button-take-zone = Sí: { $now } { $zone }
button-settings = ⚙️ Ajustes
button-help = Ayuda
button-status = 🩺 Estado
button-why = ℹ️ Significado
button-all-metrics = ℹ️ Todas las cifras
button-accounts = Cuentas
button-overview = 📊 Resumen
button-posts = 📷 Publicaciones
button-reels = 🎬 Reels
button-stories = ⭕ Historias
button-by-age = Edad
button-by-gender = Género
button-by-city = Ciudades
button-by-country = Países
button-who-follows = 👥 Quién te sigue
button-who-engages = 💬 Quién interactúa
button-account = 👤 Cuenta
button-rates = ➗ Tasas
button-post-rates = De publicaciones y reels
button-story-rates = De historias
button-growth-rates = Frente a lo habitual
button-live = ⭕ Historias activas
button-live-count = ⭕ Historias activas ({ $count })
button-archive = 🗂 Archivo
button-story-days = 🗓 Por día
button-newest-stories = 🗂 Últimas historias
button-refresh = ↻ Actualizar
button-top = 🏆 Lo mejor
button-best-time = 🕐 Mejor momento
button-topics = 🏷 Temas
button-tags = 🏷 Todos los temas
button-mark = ✏️ Marcar
button-rename = Cambiar nombre
button-remove-tag = Quitar
button-copy-start = Copiar el comienzo
button-compare = ⚖️ Comparar
button-compare-periods = 📅 Dos periodos
button-compare-posts = 📷 Dos publicaciones
button-compare-tags = 🏷 Dos temas
button-compare-other = Con otra
button-just-before = El anterior
button-weeks-before = { $count ->
    [one] { $count } semana antes
   *[other] { $count } semanas antes
}
button-best = 🏆 Cinco mejores
button-worst = 🥀 Cinco peores
button-measure = ¿Según qué?
button-pictures = 🖼 Imágenes
button-slides = 🖼 Las historias
button-life-curve = 📈 Curva de vida
button-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
button-chart-reach = 📈 Alcance por día
button-chart-followers = 📈 Seguidores por día
button-audience = 👥 Audiencia
button-open = Abrir ↗
button-unlink-account = Desconectar { $account }
button-unlink-keep = Desconectar, conservar historial
button-unlink-delete = Desconectar y borrar todo
button-delete-history = 🗑 Borrar historial
button-delete-everything = Borrar todo lo mío
button-export = 📦 Exportar
button-export-numbers = 📊 Cifras en una tabla
button-export-report = 📄 Informe de un mes (PDF)
button-this-month = Este mes
button-last-month = El mes pasado
button-everything-kept = Todo lo guardado
button-more-spans = Meses, todo…
button-xlsx = XLSX: Excel, Numbers, LibreOffice
button-csv = CSV: cualquier hoja de cálculo
button-json = JSON: para programas
button-export-everything = 📦 Todo lo mío (ZIP)
button-api-keys = 🔑 Para tus programas
button-file-first = 📦 Primero mi archivo
button-delete-without-file = Borrar sin archivo
button-digest = 📬 Boletín
button-digest-mute-week = 🔕 1 semana
button-digest-report = 📊 Abrir informe
button-change-digest = Cambiar boletín
button-digest-on = Activar
button-digest-off = Desactivar
button-digest-daily = Diario
button-digest-weekly = Semanal
button-digest-monthly = Mensual
button-each-day = Diario
button-each-week = Semanal
button-each-month = Mensual
button-digest-hour = 🕘 { $time }
button-digest-send-now = Enviar ahora
button-digest-preview = Vista previa
button-digest-pause = Pausar o borrar
button-digest-remove = 🗑 Borrar boletín
button-digest-add = ➕ Añadir un boletín
button-mute-week = 🔕 Silenciar 1 semana
button-unmute = 🔔 Reanudar
button-all-accounts = Todas las cuentas
button-place-private = Aquí, en privado
button-alerts = 🔔 Avisos
button-alerts-stories = Accesos e historias
button-alerts-numbers = Publicaciones y seguidores
button-quiet-hours = 🌙 Horas de silencio
button-end-mutes = Dejar de silenciar
button-mute = 🔕 { $length }
button-quiet-on = Activar, { $begins }–{ $ends }
button-quiet-off = Desactivar
button-quiet-begin = Desde { $time }
button-quiet-end = Hasta { $time }
button-urgent = Los urgentes suenan siempre
button-open-post = 📷 Publicación
button-open-reel = 🎬 Reel
button-send-again = Enviar de nuevo

## Short answers to a tap

toast-saved = Guardado
toast-on-its-way = En camino…
toast-still-away = Instagram sigue sin responder
toast-button-outdated = Este botón ya no sirve. Abre la pantalla de nuevo.

## The bot in Telegram

command-overview = Tu cuenta de un vistazo
command-posts = Tus publicaciones y sus cifras
command-reels = Tus reels y sus cifras
command-stories = Tus historias pasadas
command-live = Historias activas ahora mismo
command-besttime = Cuándo rindieron más tus publicaciones
command-audience = Quién te sigue y quién interactúa
command-digest = Tus boletines: diario, semanal, mensual
command-alerts = Qué te aviso por mi cuenta y cuándo no
command-accounts = Cambiar, añadir o desconectar cuentas
command-status = Vínculos, peticiones y lo que Instagram no da
command-why = Qué significa una cifra
command-settings = Idioma y zona horaria
command-help = Qué puedo hacer
command-chat-overview = La cuenta que se muestra aquí
command-chat-help = Qué se muestra aquí
command-here = Mostrar una cuenta en este chat
command-chat-settings = Qué se muestra aquí, y el idioma
profile-description =
    Las cifras de tu Instagram, en Telegram.

    Cada historia se guarda antes de desaparecer. Publicaciones, reels, tu cuenta de un vistazo y un boletín a la hora que elijas. Acceso oficial, sin contraseña, borra tus datos cuando quieras.
profile-short-description = Las cifras de tu Instagram, en Telegram. Cada historia se guarda antes de desaparecer.

## Start

home-welcome =
    📊 Las cifras de tu Instagram, en Telegram.
    Las historias se guardan antes de desaparecer. Acceso oficial, sin contraseña, borra tus datos cuando quieras.
home-menu =
    📊 <b>{ $account }</b> · seguidores: { $followers }
    ¿Qué quieres ver?
home-broken =
    ⚠️ Instagram cerró el acceso a <b>{ $account }</b>.
    Todo lo guardado sigue a la vista. Las cifras nuevas llegarán cuando vuelvas a conectar la cuenta.
home-kept =
    🗂 <b>{ $account }</b> no está conectada; su historial se conserva.
    Todo lo guardado está a la vista. Las cifras nuevas llegarán cuando vuelvas a conectar la cuenta.

example-title = 👀 <b>Ejemplo con cifras inventadas</b>

## Groups and channels

button-invite = 👥 Para un grupo
button-add-to-group = 👥 En un grupo
button-add-to-channel = 📣 En un canal
button-shown-in = Dónde se muestra
button-show-there = Mostrar { $account } ahí
button-take-back = Dejar de mostrarla
button-decide = Decidir en privado
button-take-away = Quitar { $account }
allowed-overview = Resumen
allowed-media = Publicaciones y reels
allowed-stories = Historias
allowed-digests = Boletines
invite-title = 👥 <b>Mostrar { $account } en un grupo o canal</b>
invite-how = Elige abajo dónde añadirme. Para llevar la cuenta a un tema, un administrador envía <code>/here</code> en él. Si es un canal, te pregunto aquí en cuanto esté dentro.
invite-rights = Al principio solo se ve el resumen, y pueden llegar boletines. Solo tú eliges qué se muestra, y puedes retirarlo cuando quieras. Las conexiones, los ajustes y todo lo demás siguen siendo privados.
place-question = 👥 <b>¿Mostrar una de tus cuentas en «{ $title }»?</b>
place-first = Entonces se podrá ver ahí su resumen. Tú eliges qué más se muestra, y puedes retirarlo cuando quieras.
shown-nowhere = Ninguna de tus cuentas se muestra en un grupo o canal.
shown-in-title = 👥 <b>Tus cuentas se muestran aquí:</b>
shown-in-entry = <b>{ $title }</b> · { $account }: { $what }
shown-nothing = nada por ahora
grant-title = 👥 <b>{ $account } en «{ $title }»</b>
grant-group = Los miembros del grupo ven lo que está marcado. Sus administradores pueden quitar la cuenta, nada más.
grant-channel = Los administradores del canal pueden publicar lo que está marcado y quitar la cuenta, nada más.
grant-topic = Se muestra en un solo tema. Un administrador que envíe <code>/here</code> en otro puede pedirte que la muevas.
grant-silenced = ⚠️ Ahora mismo no puedo escribir ahí.
grant-ended = ✅ { $account } ya no se muestra en «{ $title }». Los mensajes que ya están ahí se quedan; sus botones no muestran nada.
chat-put-out = ℹ️ Me han sacado de «{ $title }», donde se mostraba { $account }. Ya no se muestra ahí ni llegan boletines. Si me añaden de nuevo, hará falta otra vez tu permiso.
chat-silenced = ℹ️ Ya no puedo escribir en «{ $title }», donde se muestra { $account }. Un administrador puede cambiarlo.
chat-home = 📊 <b>Aquí se muestra:</b>
chat-home-entry = { $account }
chat-settings = ⚙️ <b>Para administradores.</b> Aquí se muestra:
chat-choose-language = ¿En qué idioma hablo aquí?
grant-choose-language = ¿En qué idioma hablo en «{ $title }»?
chat-taken-away = { $account } ya no se muestra aquí.
here-proposal = 👥 ¿Qué cuenta de Instagram se muestra aquí? Su dueño lo decide en privado.
here-granted = ✅ Desde ahora { $account } se muestra aquí. Cualquiera puede preguntar.
error-ticket = Este enlace no es para ti o ha caducado. Pide uno nuevo.
error-not-an-admin = Solo los administradores de este chat pueden hacerlo.
error-not-in-the-chat = No encuentro ese chat: uno de los dos no está en él, o ya no.
error-not-shown-here = Eso no se muestra aquí.

## Inline

inline-title = { $account } · { $days } días
inline-description = Alcance { $reach } · { $period }
inline-connect = Conecta Instagram primero

## Linking

permission-basic = ver tu perfil y tus publicaciones
permission-insights = leer tus estadísticas
permission-publish = publicar contenido
permission-comments = gestionar comentarios
permission-messages = gestionar mensajes
permission-optional = { $permission } (opcional)

linking-invitation =
    🔗 <b>Conectar Instagram</b>

    Inicias sesión en el propio Instagram; tu contraseña nunca me llega. Pediré permiso para:
    { $permissions }

    Sirve para cuentas profesionales: de empresa o de creador. El botón es solo para ti, no lo reenvíes.
    Caduca: { $until }
linking-linked = ✅ <b>{ $account }</b> está conectada · seguidores: { $followers }
linking-relinked = ✅ <b>{ $account }</b> está conectada de nuevo · seguidores: { $followers }
linking-granted = Has permitido: { $permissions }.
linking-declined = No has permitido: { $permissions }. No pasa nada, aquí todo funciona sin ello.
linking-granted-unknown = Instagram no dijo qué permisos diste. Si falta alguno, te avisaré.
linking-from-now = <b>Desde ahora:</b> cada historia se guarda hasta poco antes de cumplir sus 24 horas.
linking-backfill = <b>Leyendo ahora:</b> tus publicaciones y reels con sus cifras hasta hoy.
linking-all-read = <b>Todo leído:</b> tus publicaciones y reels con sus cifras hasta hoy.
linking-no-more = Esta cuenta ya no está conectada.
linking-not-available = <b>No disponible:</b> las historias que ya terminaron.
linking-digest = 📬 Boletín: { $when }.
linking-digest-off = 📬 Boletín: desactivado.
linking-zone-guessed = 🕐 Es la hora de { $zone }, y es una suposición: elige tu zona horaria, por favor.
link-denied = Dijiste que no en Instagram, así que no se ha conectado ni guardado nada. Si fue sin querer, inténtalo de nuevo.
link-expired = ⌛ Este enlace ha caducado: vale 10 minutos. No se ha conectado nada. Empieza de nuevo.
link-replayed = Este enlace ya se ha usado; cada uno sirve una sola vez. Si tu cuenta aún no está conectada, empieza de nuevo.
link-pending =
    ⏳ <b>Conexión con Instagram pendiente</b>

    Instagram no responde. No tienes que hacer nada: guardo lo que ya me ha dado y lo intento de nuevo por mi cuenta.
    Próximo intento: { $retry }
linking-nothing-pending = Ya no hay ninguna conexión pendiente. Si Instagram acaba de responder, el resultado llega en un mensaje aparte.
linking-cancelled = Cancelado: no se ha conectado ni guardado nada.
link-gave-up = ⌛ Instagram no ha respondido a tiempo, así que lo he dejado: no se ha conectado ni guardado nada. Empieza de nuevo cuando vuelva a funcionar.
link-interrupted = Instagram no ha completado la conexión, o su respuesta se perdió por el camino, así que no se ha conectado ni guardado nada. Empieza de nuevo dentro de un momento.
link-wrong-person =
    ⛔ Este enlace lo inició <b>otra persona</b> en Telegram, así que no se ha conectado ni guardado nada.

    Si te lo envió esa persona, no le respondas: quien conecta tu Instagram puede leer tus cifras privadas. Para conectar tu propia cuenta, empieza tú aquí.
linking-wrong-code = Ese código no es correcto. Compruébalo en la página donde aparece o empieza de nuevo: un código vale 10 minutos y deja de servir tras cinco intentos fallidos.
link-missing-permissions =
    { $count ->
        [one] No se ha conectado nada: falta un permiso.
       *[other] No se ha conectado nada: faltan varios permisos.
    }
    { $permissions }

    Sin esto no puedo leer tus cifras. Inténtalo de nuevo y deja el interruptor activado.
link-not-professional =
    <b>{ $account }</b> es una cuenta personal. Instagram solo da cifras de las profesionales, así que no se ha conectado nada.

    Cambiar es gratis y lleva un minuto: en la aplicación de Instagram abre <b>Configuración → Tipo de cuenta y herramientas → Cambiar a cuenta profesional</b>. Después inténtalo de nuevo.
link-too-many-attempts =
    Han sido muchos intentos. Por tu seguridad hacemos una pausa.
    Puedes volver a intentarlo: { $retry }
only-in-private = 🔒 Las cifras y los enlaces son solo para tus ojos. Abre un chat conmigo y envía /start.
linking-second-owner =
    ℹ️ Otra persona ha conectado también <b>{ $account }</b> en Telegram: { $moment }.
    Ve las cifras de la cuenta, pero nada tuyo: ni tus ajustes, ni tus boletines, ni tu acceso.

    Para conectarla hace falta entrar en Instagram: pregunta quién de tu equipo puede hacerlo. El propio Instagram muestra quién entró: <b>Centro de cuentas → Contraseña y seguridad → Dónde has iniciado sesión</b>.
    Si no es nadie de confianza, cambia tu contraseña de Instagram y elimina { -brand } en «Aplicaciones y sitios web»: eso cierra todos los accesos. Después vuelve a conectar.
linking-data-deleted = 🗑 <b>Instagram me pidió borrar una de tus cuentas conectadas.</b> Así lo quiso allí su titular. Mi acceso y todo lo guardado de ella ya no existen.
linking-data-deleted-left = Siguen conectadas: { $accounts }
linking-ends = ⏳ <b>El acceso a { $account } está a punto de terminar</b>: { $moment }
linking-ends-refused = He intentado renovarlo, pero Instagram lo rechaza.
linking-ends-away = Sigo intentando renovarlo, pero Instagram no ha respondido hasta ahora.
linking-ends-next = Vuelve a conectar la cuenta antes y no se perderá nada; todo lo guardado se queda.
linking-broken = ⚠️ <b>Instagram cerró el acceso a { $account }</b> ({ $since })
linking-broken-unlinked = ⚠️ <b>Ya nadie tiene acceso a { $account }</b> ({ $since })
linking-replaced = ℹ️ <b>Instagram cerró tu acceso a { $account }</b> ({ $since })
linking-reason-expired = El permiso ha caducado: Instagram lo da para 60 días. Basta con volver a conectar.
linking-reason-password = Se cambió la contraseña de Instagram, o Instagram cerró la sesión por seguridad. Basta con volver a conectar.
linking-reason-app-removed = { -brand } se eliminó en la configuración de Instagram, en «Aplicaciones y sitios web». Si no fue a propósito, vuelve a conectar.
linking-reason-checkpoint = Instagram quiere asegurarse de que eres tú. Abre la aplicación de Instagram, inicia sesión y haz lo que te pida; después vuelve a conectar.
linking-reason-unconfirmed = La cuenta de Instagram no está confirmada. Confirma su correo o teléfono en la aplicación de Instagram; después vuelve a conectar.
linking-reason-invalid = Instagram declaró inválido mi acceso, como ocurre tras «cerrar sesión en todas partes». Basta con volver a conectar.
linking-reason-role = Quien conectó la cuenta ya no tiene ningún papel en ella. Vuelve a conectarla con quien la administre.
linking-reason-permission = Está desactivado un permiso que necesito. Vuelve a conectar y deja activadas todas las opciones.
linking-reason-unreadable = No puedo leer el acceso que guardé: está dañado, o cambió su clave. No es cosa tuya; volver a conectar lo arregla, y quien me administra debería mirar el registro.
linking-reason-unlinked = La persona por cuyo acceso llegaban las cifras ha desconectado la cuenta, y el tuyo ya estaba cerrado. Vuelve a conectar para seguir.
linking-reason-other = Instagram ya no acepta mi acceso y no dio un motivo exacto. Basta con volver a conectar.
linking-broken-stories = { $count ->
    [one] <b>Hay { $count } historia activa.</b> Hasta que vuelvas a conectar la cuenta, sus cifras se detienen aquí. Termina: { $first_end }.
   *[other] <b>Hay { $count } historias activas.</b> Hasta que vuelvas a conectar la cuenta, sus cifras se detienen aquí. La primera termina: { $first_end }.
}
linking-broken-no-stories = No conozco ninguna historia activa, así que ahora mismo no se pierde nada. Si publicas una, solo la veré cuando vuelvas a conectar.
linking-broken-last-saved = Última lectura guardada: { $moment }
linking-broken-next = Vuelve a conectar y seguiré al momento. Todo lo guardado se queda, y las publicaciones y los reels se ponen al día.
linking-replaced-next = Nada se detiene: las cifras siguen llegando por el acceso de otra persona. Vuelve a conectar para que no dependan solo de él.
linking-broken-group = ⚠️ <b>El acceso a { $account } está cerrado</b>, así que aquí no llegan cifras nuevas.
linking-broken-group-who = { $person } tiene que volver a conectarla, en un chat privado conmigo.
linking-history-passed-on =
    ℹ️ Otra persona ha conectado <b>{ $account }</b>: { $moment }. Demostró ante Instagram que la cuenta es suya, así que el historial que conservabas ha pasado a ella.
    Conéctala tú y volverás a verlo.

caught-up-header = ✅ <b>{ $account } se vuelve a leer</b>
caught-up-gap = Sin acceso: { $since } – { $until } ({ $length }).
caught-up-stories = <b>{ $saved } de { $count } { $count ->
    [one] historia guardada
   *[other] historias guardadas
}</b>{ $partial ->
    [0] { "" }
   *[other] , { $partial } en parte
}{ $lost ->
    [0] { "" }
    [one] , { $lost } perdida
   *[other] , { $lost } perdidas
}
caught-up-no-stories = En ese tiempo no hubo ninguna historia activa que yo conozca.
caught-up-alive = • { $count ->
    [one] { $count } sigue activa; la leeré
   *[other] { $count } siguen activas; las leeré
} hasta el final, como siempre
caught-up-finished = • { $count ->
    [one] { $count } terminó
   *[other] { $count } terminaron
} en ese tiempo, con la última lectura ya hecha
caught-up-partial = • Historia ({ $posted }): en parte. Terminó: { $ended }. Mi última lectura: { $seen }, cuando tenía { $age }.
caught-up-lost = • Historia ({ $posted }): perdida, sin cifras. Terminó: { $ended }.
caught-up-gone = • Historia ({ $posted }): Instagram ya no la muestra. Mis últimas cifras: { $seen }.
caught-up-gone-unseen = • Historia ({ $posted }): Instagram ya no la muestra, sin cifras.
caught-up-unseen = Las historias que empezaron y terminaron entre { $since } y { $until } no se pudieron ver. Cuántas fueron, ya nadie puede saberlo.
caught-up-posts = { $count ->
    [0] A las publicaciones y los reels no les faltó ninguna lectura.
    [one] A { $count } publicación o reel le faltó su lectura; la hago ahora. Los totales no pierden nada.
   *[other] A { $count } publicaciones y reels les faltó su lectura; las hago ahora. Los totales no pierden nada.
}
caught-up-elsewhere = Se lee por el acceso de otra persona; el tuyo sigue cerrado.

## Web pages

page-start-title = Conectar Instagram
page-start-who = { $bot } quiere conectar tu cuenta de Instagram con esta cuenta de Telegram: { $person }.
page-start-what = En la página siguiente, Instagram te pedirá permiso para:
page-start-button = Ir a Instagram
page-start-warning = Si no has pulsado «Conectar Instagram» en tu propio Telegram hace un momento, cierra esta página.
page-nameless = sin nombre
page-done-title = Ya casi está
page-done-text = Instagram ha dicho que sí. Vuelve a Telegram para terminar.
page-done-button = Volver a Telegram
page-done-code = Si el botón no hace nada, escribe este código en el chat con el bot:
page-done-warning = No envíes nunca este código a nadie. Vale 10 minutos.
page-denied-title = No se ha conectado nada
page-denied-text = No permitiste el acceso en Instagram. No se ha guardado nada. Puedes empezar de nuevo en Telegram cuando quieras.
page-expired-title = Este enlace ha caducado
page-expired-text = Un enlace vale 10 minutos. No se ha guardado nada. Vuelve a Telegram y empieza de nuevo.
page-data-deleted-title = Tus datos se han borrado
page-data-deleted-text = Instagram transmitió la petición de borrar lo que { -brand } guardaba de una cuenta de Instagram. La petición se recibió y se ha borrado todo: el acceso, las cifras, las publicaciones y las historias.
page-data-deleted-when = Hecho el { $day } a las { $time } UTC.
page-data-deleted-note = Esta página no contiene datos: solo conoce este código de confirmación.
page-not-found-title = Aquí no hay nada
page-not-found-text = Esta dirección no existe o ya no existe. Vuelve a Telegram y empieza de nuevo.
page-too-many-title = Un momento, por favor
page-too-many-text = Desde tu red se acaban de abrir demasiadas páginas. Espera un poco e inténtalo de nuevo.
page-unexpected-title = Algo salió mal
page-unexpected-text = El error es nuestro, no tuyo. Vuelve a Telegram y empieza de nuevo.
page-unexpected-reference = Referencia { $reference }: quien administra este bot la encuentra en el registro.
page-back-button = Volver a Telegram

## Overview

overview-header = <b>{ $account }</b> · { $days ->
    [one] { $period }
   *[other] { $days } días, { $period }
} · hora de { $zone }
overview-followers = Seguidores: <b>{ $value }</b>
overview-followers-moved = Seguidores: <b>{ $value }</b> { $net } (llegaron { $came }, se fueron { $left })
overview-reach = Alcance: <b>{ $value }</b>{ $change }
overview-reach-split = Alcance: <b>{ $value }</b>{ $change } · { $share } no te siguen
overview-views = Visualizaciones: <b>{ $value }</b>{ $change }
overview-engaged = Cuentas que interactuaron: <b>{ $value }</b>{ $change }
overview-actions = Interacciones: <b>{ $value }</b>{ $change }
overview-link-taps = Toques en enlaces: <b>{ $value }</b>{ $change }
overview-published = Publicado: { $what }
overview-published-nothing = Publicado: nada
overview-posts = { $count ->
    [one] { $count } publicación
   *[other] { $count } publicaciones
}
overview-reels = { $count ->
    [one] { $count } reel
   *[other] { $count } reels
}
overview-stories = { $count ->
    [one] { $count } historia
   *[other] { $count } historias
}{ $ended ->
    [0] { "" }
   *[other] { " " }(guardadas { $captured }/{ $ended })
}
overview-stories-since = { $stories } desde el { $day }
overview-unique-unknown = <blockquote expandable>¿Por qué «—»? El alcance y las cuentas que interactuaron cuentan a cada persona una vez, e Instagram lo hace para 30 días como máximo. Sumar periodos más cortos contaría dos veces a la misma gente, así que no lo hago.</blockquote>
numbers-as-of = Actualizado: { $moment }
overview-delay = Meta puede completar estas cifras hasta 48 h después; los anuncios también cuentan.
overview-followers-since = 📈 Los seguidores se cuentan desde el { $day }: el gráfico empieza con el segundo día.
overview-nothing-read = Se están leyendo las primeras cifras. Vuelve a mirar en unos minutos.

chart-reach = Alcance por día, { $account }
chart-reach-of-accounts = Alcance de tus cuentas
chart-followers = Seguidores por día, { $account }
chart-this-period = Este periodo
chart-period-before = Periodo anterior
chart-nothing-yet = Aún no hay cifras por día
chart-no-numbers = Sin cifras
chart-life = Historia del { $posted }
chart-views = Visualizaciones
chart-reach-of-story = Alcance

stale = ⚠️ { $reason }
stale-last-known = ⚠️ <b>Datos parciales.</b> { $reason } Estas son las últimas cifras conocidas: { $moment }.
stale-retry = Volveré a intentarlo: { $retry }.
stale-nothing-known = Todavía no hay cifras.
stale-ask-again = Vuelve a preguntar dentro de un rato.
stale-link-broken = El vínculo con Instagram está roto: no se leerá nada nuevo hasta que vuelvas a vincular.
stale-unlinked = Desconectaste esta cuenta; este es el historial que conservaste.

## Posts and reels

media-photo = 📷 Foto
media-carousel = 🖼 Carrusel
media-video = 🎞 Vídeo
media-reel = 🎬 Reel
media-no-caption = (sin texto)

list-posts = 📷 <b>Publicaciones</b> · { $account }
list-reels = 🎬 <b>Reels</b> · { $account }
list-page = Página { $page } de { $pages }
list-posts-empty = Aún no hay publicaciones. En cuanto publiques una, aparecerá aquí.
list-reels-empty = Aún no hay reels. En cuanto publiques uno, aparecerá aquí.
list-syncing = ⏳ Tu historial todavía se está leyendo; aquí aparecerá más.
list-syncing-of = ⏳ Leo tus publicaciones: { $read } de { $total }  { $bar }
sync-paused-of = ⏸ Tus publicaciones: { $read } de { $total } leídas por ahora  { $bar }
    Sigo: { $moment }
sync-paused = ⏸ Tus publicaciones aún no se han leído del todo. Sigo: { $moment }
sync-cut-off-of = ⏸ Tus publicaciones: { $read } de { $total } leídas por ahora  { $bar }
    El resto llegará cuando la cuenta vuelva a estar conectada.
sync-cut-off = ⏸ Tus publicaciones aún no se han leído del todo. El resto llegará cuando la cuenta vuelva a estar conectada.
post-link = Mándame el enlace de una publicación o un reel tuyo (en Instagram: Compartir → Copiar enlace), o escribe <code>/post 1</code> para lo más reciente, <code>/post 2</code> para lo anterior.
list-as-of = Actualizado entre { $oldest } y { $newest }
list-entry = <b>{ $number }.</b> { $format } · { $published }
list-title = <i>{ $title }</i>
list-numbers = Alcance { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares }
list-numbers-counting = Alcance { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares } · aún sumando

card-header = <b>{ $format }</b> · { $published } · hace { $age }
card-title = <i>{ $title }</i>
card-nothing-read = Instagram aún no ha dado cifras de esto.
card-before-conversion = Instagram no tiene cifras de antes de que la cuenta fuera profesional.
card-not-offered = Instagram no ofrece aquí: { $metrics }.
card-still-counting = ⏳ Aún sumando: Instagram puede completar estas cifras hasta 48 h después.
card-reach = Alcance <b>{ $reach }</b>
card-reach-of-followers = Alcance <b>{ $reach }</b> ({ $share } de tus seguidores de entonces)
card-views = Visualizaciones <b>{ $views }</b> ({ $frequency } por persona)
card-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }   🔁 { $reposts }
card-profile = Visitas al perfil { $visits } · seguidores nuevos { $follows }
card-profile-and-rate = Visitas al perfil { $visits } · seguidores nuevos { $follows } ({ $rate } por cada 1000 alcanzados)
card-watching = Visto: { $average } de media · { $total } en total
card-kept = Se quedaron más de 3 s: { $share } (estimación de Instagram)
card-engagement-rate = Interacción por alcance <b>{ $share }</b>
card-engagement-rates = Interacción por alcance <b>{ $share }</b> · por seguidores de entonces { $by_followers }
card-median = Tu mediana { $share } ({ $count ->
    [one] { $count } publicación
   *[other] { $count } publicaciones
} de este tipo)
card-save-and-share-rate = Guardados { $saves } · compartidos { $shares }
card-same-age = Alcance con { $age } de vida: <b>{ $times }</b> lo habitual a esa edad ({ $count } del mismo formato)
card-rank = Puesto { $place } de { $count } por compartidos por alcance
card-at-a-day = A las 24 h tenía el { $share } del alcance de hoy.
card-formula = <blockquote expandable>Interacción por alcance = (me gusta + comentarios + guardados + compartidos) / alcance. Guardados y compartidos también van por alcance; «1,6×» compara con tu propia mediana. Los anuncios no cuentan; Instagram guarda estas cifras dos años como máximo.</blockquote>
top-header = 🏆 <b>Lo que mejor funcionó</b> · { $account }
top-header-worst = 🥀 <b>Lo que menos funcionó</b> · { $account }
top-period = { $measure } · { $days } días, { $period }
top-entry = <b>{ $number }. { $times }</b> lo habitual · { $format } · { $published }
top-numbers = { $value } con { $age } de vida; lo habitual a esa edad: { $usual }
top-method = <blockquote expandable>Comparo { $count ->
    [one] { $count } publicación o reel
   *[other] { $count } publicaciones y reels
}. Cada uno con lo habitual en tu cuenta: la mediana de tus últimos 20 del mismo formato, tal como estaban a la misma edad.</blockquote>
top-immature = { $count ->
    [one] ⏳ Sin contar { $count } de menos de 48 h, que aún suma.
   *[other] ⏳ Sin contar { $count } de menos de 48 h, que aún suman.
}
top-without-usual = { $count ->
    [one] Sin contar { $count } de un formato del que conozco menos de cinco a la misma edad.
   *[other] Sin contar { $count } de formatos de los que conozco menos de cinco a la misma edad.
}
top-needs-five = Aún no hay con qué comparar: hacen falta cinco más del mismo formato cuyas cifras conozca a la misma edad. Leo cada publicación a las mismas edades, así que llegará solo.
top-only-immature = Todo lo publicado tiene menos de 48 h: sus cifras aún se mueven, así que todavía no lo comparo.
top-nothing-published = En este tiempo no se publicó nada, o sus cifras aún no se han leído.
top-measures = ¿Según qué comparo? Siempre con lo habitual en tu cuenta a la misma edad.
card-tags = 🏷 { $tags }
tags-header = 🏷 <b>Temas</b> · { $account }
tags-what = Marca publicaciones, reels e historias con tus propias palabras y mira qué trae cada tema. Solo los ves tú.
tags-entry = • <b>{ $tag }</b> · { $what }
tags-new = Uno nuevo: escribe <code>/tag</code> y una palabra, por ejemplo <code>/tag jardín</code>.
tag-stories = { $count ->
    [one] { $count } historia
   *[other] { $count } historias
}
tag-nothing = nada todavía
tag-header = 🏷 <b>{ $tag }</b> · { $account }
tag-empty = Aún no hay nada con este tema. Toca «Marcar», o «Temas» bajo una publicación, un reel o una historia.
tag-posts = <b>Publicaciones y reels</b> ({ $count } con cifras)
tag-reach = Alcance mediano <b>{ $median }</b>
tag-usual = A la misma edad: <b>{ $times }</b> lo habitual del mismo formato (mediana)
tag-engagement = Interacción por alcance <b>{ $share }</b> de todo junto · mediana { $median }
tag-rates = Mediana de guardados { $saves } · compartidos { $shares }, por alcance
tag-final-stories = { $count ->
    [one] <b>Historias</b> ({ $count } final)
   *[other] <b>Historias</b> ({ $count } finales)
}
tag-story-numbers = Alcance mediano { $reach } · vista completa { $completion }
tag-needs-five = <i>Una mediana necesita cinco; con menos aparece «—».</i>
tag-post-entry = <b>{ $number }.</b> { $format } · { $published } · <i>{ $title }</i>
tag-story-entry = <b>{ $number }.</b> ⭕ Historia · { $published }
tag-rename =
    ✏️ Para cambiar el nombre de <b>{ $tag }</b>, escribe:
    <code>/tag { $tag } = nombre nuevo</code>
tag-removal-question = { $count ->
    [0] 🏷 ¿Quitar el tema <b>{ $tag }</b>?
    [one] 🏷 ¿Quitar el tema <b>{ $tag }</b>? Se quita de { $count } publicación o historia, que se queda como está.
   *[other] 🏷 ¿Quitar el tema <b>{ $tag }</b>? Se quita de { $count } publicaciones e historias, que se quedan como están.
}
tags-of = 🏷 ¿Qué temas tiene? Toca para añadir uno o quitarlo.
tags-of-none = 🏷 Aún no hay temas. Escribe <code>/tag</code> y una palabra, por ejemplo <code>/tag jardín</code>, y después marca lo que lo tenga.
marking-header = 🏷 <b>{ $tag }</b> · { $account }: toca lo que tiene este tema; otra vez para quitarlo.
marking-nothing = Aquí aún no hay nada que marcar.
marking-post = <b>{ $number }.</b> { $format } · { $published }
marking-post-marked = ✅ <b>{ $number }.</b> { $format } · { $published }
marking-story = <b>{ $number }.</b> ⭕ Historia · { $published }
marking-story-marked = ✅ <b>{ $number }.</b> ⭕ Historia · { $published }
compare-what = ⚖️ <b>¿Qué comparo?</b>
compare-line = { $name }: <b>{ $first }</b> · { $second }
compare-line-changed = { $name }: <b>{ $first }</b> · { $second } · { $change }
compare-periods = ⚖️ <b>{ $later }</b> · { $earlier } · { $account }
compare-published = Publicaciones y reels
compare-engagement = { $share } (mediana { $median })
compare-engagement-note = <i>Interacción: todas las acciones por todo el alcance de lo publicado en el periodo con más de 48 h; al lado, la mediana. El cambio se dice a partir de 20.</i>
compare-pick-first = ⚖️ ¿Qué publicación de { $account }?
compare-pick-second = ⚖️ ¿Y con cuál de { $account }?
compare-posts = ⚖️ <b>Dos publicaciones</b> · { $account }
compare-at-age = Las dos tal como estaban con { $age } de vida:
compare-ages-differ = No conozco una misma edad de las dos, así que cada una está como ahora; la más antigua tuvo más tiempo.
compare-pick-first-tag = ⚖️ ¿Qué tema?
compare-pick-second-tag = ⚖️ ¿Y con qué otro tema?
compare-needs-two-tags = Hacen falta dos temas. Escribe <code>/tag</code> y una palabra para crear uno.
compare-tags = ⚖️ <b>{ $first }</b> · { $second } · { $account }
compare-tag-posts = Publicaciones y reels
compare-tag-reach = Alcance mediano
compare-tag-usual = Frente a lo habitual a la misma edad
compare-tag-engagement = Interacción de todo junto
compare-tag-median = Interacción mediana
compare-tag-saves = Mediana de guardados por alcance
compare-tag-shares = Mediana de compartidos por alcance
compare-tag-stories = Historias finales
compare-tag-story-reach = Alcance mediano de las historias
compare-tag-completion = Mediana de vista completa

album-picture = 🖼 <b>Imagen { $number } de { $count }</b> · { $published }
album-empty = 🖼 <b>Imágenes del carrusel</b> · { $published }
album-video = 🎞 Esta es un vídeo; aquí está su portada.
album-no-picture = Instagram no muestra esta a las aplicaciones.
album-none = Instagram no dio ninguna imagen de este carrusel.
album-no-numbers = Meta da cifras del carrusel entero, nunca de sus imágenes por separado.

## Stories

story-count-live = { $count ->
    [one] { $count } activa
   *[other] { $count } activas
}
story-count-final = { $count ->
    [one] { $count } completa
   *[other] { $count } completas
}
story-count-partial = { $count ->
    [one] { $count } parcial
   *[other] { $count } parciales
}
story-count-hidden = { $count ->
    [one] { $count } oculta
   *[other] { $count } ocultas
}
story-count-lost = { $count ->
    [one] { $count } perdida
   *[other] { $count } perdidas
}
story-live = 🟢 Activa, quedan { $left }
story-final = ✅ Completa (última lectura tras { $age })
story-partial = 🟡 Parcial (última lectura tras { $age })
story-hidden = ⚪ Oculta: muy pocos espectadores, Instagram no dio cifras
story-lost = 🔴 Perdida: no tengo cifras de ella
story-without-numbers = 🔴 Perdida: la leí, pero Instagram no dio cifras
story-next-look = Próxima lectura: { $moment }
story-next-look-due = Próxima lectura: de un momento a otro
story-being-read = La estoy leyendo ahora mismo.
story-hidden-at-last-look = En la última lectura la había visto muy poca gente e Instagram no dio cifras; después no pude volver a leerla.
story-header = ⭕ <b>Historia { $number } de { $count }</b> · { $posted } · { $account }
story-reach = Visualizaciones <b>{ $views }</b> · alcance <b>{ $reach }</b>
story-reach-of-followers = Visualizaciones <b>{ $views }</b> · alcance <b>{ $reach }</b> ({ $share } de tus seguidores de entonces)
story-taps = → adelante { $forward }{"\u00A0"}({ $forward_share }) · ← atrás { $back }{"\u00A0"}({ $back_share })
story-exits = ✕ se fueron aquí { $exits } ({ $share })
story-completion = Vista completa <b>{ $share }</b> · respuestas { $replies } ({ $reply_share })
story-full-view = Vista entera, sin pasar de un toque: { $share }
story-more = Compartidos { $shares } · visitas al perfil{"\u00A0"}{ $visits } · seguidores nuevos{"\u00A0"}{ $follows }
story-more-and-rate = Compartidos { $shares } · visitas al perfil{"\u00A0"}{ $visits } · seguidores nuevos{"\u00A0"}{ $follows } ({ $rate } por cada 1000 alcanzados)
replies-limited = <i>Respuestas: en el EEE y Japón la ley puede impedir que Instagram las cuente; un 0 puede significar eso.</i>
story-formula = <blockquote expandable>Se fueron aquí = salidas + pasos a la cuenta siguiente, por visualización. Vista completa = 100 % menos eso. Las respuestas van por alcance. Los anuncios no cuentan.</blockquote>
story-picture-lost = No pude obtener su imagen mientras estuvo activa; sus cifras no cambian por eso.
story-looks = { $count ->
    [one] { $count } lectura de esta historia
   *[other] { $count } lecturas de esta historia
}

live-header = ⭕ <b>Historias activas: { $count }</b> · { $account }
live-none = Ahora no hay ninguna historia activa. En cuanto publiques una, la guardo hasta poco antes de cumplir sus 24 horas.
live-entry = <b>{ $number }.</b> { $posted } · quedan { $left }
live-numbers = Visualizaciones { $views } · alcance { $reach } · respuestas { $replies }
live-read-at = Leído: { $moment }
live-hidden = Instagram oculta las cifras hasta que la ve suficiente gente.
live-not-looked = Todavía no la he leído.
live-without-numbers = La he leído, pero Instagram todavía no ha dado cifras.
live-more = { $count ->
    [one] …y { $count } más que termina después.
   *[other] …y { $count } más que terminan después.
}

archive-header = 🗂 <b>Historias pasadas</b> · { $account }
archive-empty = Aún no hay historias. Desde ahora todas se guardan y se quedan aquí para siempre.
archive-entry = <b>{ $number }.</b> { $day } · { $count ->
    [one] { $count } historia
   *[other] { $count } historias
} · { $states }
archive-numbers = Alcance { $reach } · llegaron al final { $kept }

month-header = 🗓 <b>Historias</b> · <b>{ $month }</b> · { $account }
month-day = { $day }: { $count ->
    [one] { $count } historia
   *[other] { $count } historias
}
month-empty = Este mes no hay historias.
month-nothing-then = No tengo historias del { $day }: no se publicó ninguna, o no pude verla.
month-not-yet = El { $day } aún no ha llegado.
month-unreadable =
    No entiendo qué día es «{ $said }». Escríbelo así, por ejemplo:
    <code>{ $numbers }</code>
    <code>{ $iso }</code>
    <code>{ $words }</code>

sequence-header = ⭕ <b>Historias del { $day }</b> · { $account }
sequence-slides = { $count ->
    [one] { $count } historia
   *[other] { $count } historias
} · { $states }
sequence-all-final = datos completos
sequence-reach = Alcance { $reach }
sequence-kept = Llegaron al final: <b>{ $share }</b>
sequence-median = Tu mediana: { $share }
sequence-median-completion = Tu mediana de vista completa: { $share }
sequence-completion = Vista completa { $share } · se fueron { $left } · respuestas { $replies }
sequence-loss = Mayor pérdida: historia { $slide } (−{ $share })
sequence-best-and-worst = Mejor vista completa: historia { $best } ({ $best_share }) · la más floja: historia { $worst } ({ $worst_share })
sequence-most-backs = A la que más se volvió: historia { $slide } ({ $backs })
sequence-most-replies = Más respuestas: historia { $slide } ({ $replies })
sequence-why-partial = Parcial: la última lectura fue antes de las 23 h, así que faltan visualizaciones.
sequence-why-hidden = Oculta: Instagram no da cifras cuando muy poca gente ha visto una historia.
sequence-why-lost = Perdida: no tengo cifras de ella, y cuando una historia termina Instagram no conserva nada.
sequence-why-slides = • { $count ->
    [1] Historia
   *[other] Historias
} { $slides }: { $why }
sequence-pictures-hint = Toca un número para abrir esa historia.
sequence-some-pictures = Un hueco vacío es una historia cuya imagen no tengo.
sequence-no-pictures = No tengo imágenes de estas historias.
sequence-first-pictures = { $count ->
    [one] Solo se muestra la primera.
   *[other] Solo se muestran las primeras { $count }.
}

coverage = { $month }: <b>{ $final } de { $count }</b> { $count ->
    [one] historia leída
    [many] de historias leídas
   *[other] historias leídas
} a las 23 h o más tarde
coverage-none = { $month }: aún no ha terminado ninguna historia
coverage-blind = ⚠️ Entre el { $since } y el { $until } no se pudo ver nada: las historias que empezaron y terminaron en ese tiempo no se cuentan, porque nadie sabe cuántas fueron.
story-why-link = El enlace estuvo roto del { $since } al { $until }. Volver a enlazar antes del { $end } la habría salvado.
story-why-unlinked = La cuenta se desenlazó el { $since }. Seguir enlazada hasta el { $end } la habría salvado.
story-why-bot-down = No estuve en marcha del { $since } al { $until }. Unos minutos de trabajo poco antes del { $end } la habrían salvado.
story-why-throttled = Instagram no quiso llamadas del { $since } al { $until }. Menos llamadas antes quizá la habrían salvado.
story-why-budget = Las llamadas que puede costar una cuenta se agotaron del { $since } al { $until }. Un límite más alto quizá la habría salvado.
story-why-no-answer = Instagram no respondió del { $since } al { $until }. Nada en mi mano la habría salvado.
story-why-refused = Instagram negó sus cifras del { $since } al { $until }. Nada en tu mano la habría salvado; /status dice qué no ofrece ahora.
story-why-fault = Un error mío me impidió leerla del { $since } al { $until }. Quien me administra lo encuentra en el registro.
story-why-deleted = Se retiró antes de cumplir sus 24 horas: el { $until } Instagram ya no la mostraba. Solo dejándola más tiempo habría más cifras.
story-why-found-late = No la encontré hasta el { $until }. Enlazar la cuenta antes la habría salvado.
story-why-no-numbers = La leí, pero Instagram no dio cifras mientras duró. Nada en mi mano la habría salvado.
story-why-unknown = No anoté nada que lo explique, así que no puedo decir qué la habría salvado.

## Best time

besttime-header = 🕐 <b>Mejor hora</b> · { $kind } · { $account }
besttime-basis = { $posts } en { $days } días · hora de { $zone }
besttime-posts = { $count ->
    [one] { $count } publicación
   *[other] { $count } publicaciones
}
besttime-reels = { $count ->
    [one] { $count } reel
   *[other] { $count } reels
}
besttime-days = { $count ->
    [one] { $count } día con historias
   *[other] { $count } días con historias
}
besttime-hours = Horas: lo que publicaste entre las <b>{ $first }</b> y las <b>{ $last }</b> rindió más: { $lead }
besttime-no-hours = Horas: no hay una diferencia clara.
besttime-weekday = Días de la semana: el <b>{ $slot }</b> rindió más: { $lead }
besttime-no-weekday = Días de la semana: no hay una diferencia clara.
besttime-lead = <b>{ $times }</b> ({ $low }–{ $high }) · n = { $count } · señal: { $level }
besttime-level-ok = buena
besttime-level-thin = débil
besttime-too-few = <b>Todavía no.</b> A partir de { $needed } se puede distinguir una diferencia del azar; con menos aparece una «mejor hora» donde no la hay.
besttime-online = Tus seguidores están más en línea de <b>{ $first }</b> a <b>{ $last }</b> h ({ $days } de los últimos { $of } días).
besttime-online-unknown = Cuándo están en línea tus seguidores: — (Instagram solo lo dijo de { $days } de los últimos { $of } días).
besttime-late = Sin medición a las 72 h: { $posts }; en su lugar cuenta el alcance hasta hoy.
besttime-young = Con menos de 72 h: { $posts }; aún no se comparan.
besttime-alive = Aún en curso: { $posts }; todavía no se compara.
besttime-guess = Es una suposición, no una causa. Para comprobarlo, publica dos o tres veces a otras horas.
besttime-how = <blockquote expandable>Se compara contigo: alcance a las 72 h / mediana de las 20 anteriores. Donde hay pocas, el factor se acerca a 1; con menos de 5 es «—». Una franja destaca solo si como mucho 1 de cada 10 barajadas da tal ventaja, así que también sin ninguna mejor hora a 1 de cada 10 cuentas se le nombra una, y a 1 de cada 10 un día. Entre paréntesis: el intervalo del 80 %. Débil: menos de 10, o el intervalo llega a «sin diferencia».</blockquote>
besttime-how-stories = <blockquote expandable>Las historias de un día llegan a la misma gente, así que un día cuenta una vez: por la primera, alcance a las 23 h o después / mediana de los 20 días anteriores. Donde hay pocos, el factor se acerca a 1; con menos de 5 es «—». Una franja destaca solo si como mucho 1 de cada 10 barajadas da tal ventaja, así que también sin ninguna mejor hora a 1 de cada 10 cuentas se le nombra una, y a 1 de cada 10 un día. Entre paréntesis: el intervalo del 80 %. Débil: menos de 10, o el intervalo llega a «sin diferencia».</blockquote>
besttime-chart = { $kind }, { $account }
besttime-chart-hours = × lo habitual por hora, hora de { $zone }
besttime-chart-weekdays = × lo habitual por día de la semana

## Audience

audience-header = 👥 <b>{ $what }</b> · { $account }
audience-followers-age = Seguidores por edad
audience-followers-gender = Seguidores por género
audience-followers-city = Seguidores por ciudad
audience-followers-country = Seguidores por país
audience-engaged-age = Quién interactúa, por edad
audience-engaged-gender = Quién interactúa, por género
audience-engaged-city = Quién interactúa, por ciudad
audience-engaged-country = Quién interactúa, por país
audience-entry = { $name }: <b>{ $share }</b> · { $count }
audience-basis = Porcentajes sobre las personas de las que Instagram lo dice: { $people }.
audience-more = …y { $count } más
audience-largest = Instagram solo nombra las { $largest } mayores.
audience-too-few-followers = — Instagram no dice nada de la gente de cuentas con menos de { $needed } seguidores. Tienes { $count }.
audience-too-few-actions = — Instagram solo dice quién interactúa si en los últimos 30 días hubo { $needed } me gusta, comentarios y demás acciones. Esta vez no dio nada.
audience-nothing = — Esta vez Instagram no dio nada. Puede ir 48 h por detrás; volveré a preguntar antes de una semana.
audience-rules = <blockquote expandable>Instagram lo dice a partir de { $needed } seguidores, y quién interactúa a partir de { $needed } acciones en 30 días; nombra como mucho las { $largest } partes mayores y puede ir 48 h por detrás. Lo leo una vez por semana. Nadie ve quién es cada persona.</blockquote>
gender-women = Mujeres
gender-men = Hombres
gender-unknown = Sin indicar

## Status

status-header = 🩺 <b>Estado</b>
status-well = ✅ Todo va bien.
status-account = ✅ <b>{ $account }</b> · conectada
status-account-broken = ⚠️ <b>{ $account }</b> · acceso cerrado: { $since }. Vuelve a conectarla: no se lee nada nuevo.
status-account-replaced = ⚠️ <b>{ $account }</b> · tu acceso se cerró: { $since }. Las cifras llegan por otra persona; vuelve a conectarla.
status-account-kept = 🗂 <b>{ $account }</b> · sin conectar, historial conservado desde el { $since }
status-token = Acceso: de hace { $age }, hasta el { $day }, se renueva a tiempo
status-granted = Permitido: { $permissions }
status-granted-unknown = Permitido: Instagram no lo dijo
status-missing = ⚠️ Falta: { $permissions }. Vuelve a conectar.
status-declined = Rechazado, sin problema: { $permissions }
status-read = Última lectura: { $what }
status-profile = perfil { $moment }
status-media = publicaciones { $moment }
status-stories = historias { $moment }
status-budget = Peticiones en la última hora: { $hour } de { $most }
status-requests = Peticiones hoy (UTC): { $count }
status-purposes = Para: { $purposes }
status-purpose = { $purpose } { $count }
purpose-ending-story = historias a punto de acabar
purpose-person = consultas
purpose-story = historias
purpose-digest = boletines
purpose-refresh = lectura diaria
purpose-backfill = historial
status-usage = Del límite propio de Instagram se ha usado el { $share }, según dijo: { $moment }
status-app-usage = Todas las cuentas juntas: se ha usado el { $share } del límite de Instagram, según dijo: { $moment }
status-cooling = ⏳ Instagram pidió una pausa. Sigo: { $moment }
status-missed-looks = ⚠️ Miradas a historias perdidas en los últimos tres días: { $count }
status-given-up = ⚠️ Abandonado en los últimos tres días, tras fallar una y otra vez: { $count }. Quien me administra debería saberlo.
status-lost-pictures = 🖼 Historias de los últimos 30 días cuya imagen no pude guardar: { $count } ({ $whys }). Sus números no se ven afectados.
status-lost-picture = { $why }: { $count }
picture-not-named = Instagram no indicó ninguna
picture-not-allowed = su dirección no era de Instagram
picture-not-read = su servidor no la entregó
picture-not-a-picture = lo que llegó no era una imagen que pueda guardar
picture-no-new-address = su dirección había caducado y no pude pedir otra a Instagram
picture-taken-down = la historia se retiró antes de tiempo
picture-unlinked = la cuenta se desvinculó mientras tanto
picture-not-tried = la historia terminó antes de que pudiera descargarla
picture-fault = un error mío
picture-unknown = motivo no anotado
status-refused = <b>Cifras que Instagram no ofrece por ahora</b>
status-refused-more = …y { $count } más
status-version = Meta responde con { $served } aunque pido { $asked }, desde el { $since }. Quien me administra debería saberlo.

## Refused metrics

refused-metric = • <code>{ $metric }</code>: no se ofrece para { $kind } desde el { $since }; se vuelve a probar el { $again }
refused-lists = • Las listas llegan sin cifras desde el { $since }, así que pregunto por cada publicación aparte; se vuelve a probar el { $again }
refused-story-lists = • Las listas de historias llegan sin todas sus cifras desde el { $since }, así que pregunto por cada historia aparte; se vuelve a probar el { $again }
kind-image = fotos
kind-carousel = carruseles
kind-legacy-video = vídeos antiguos del feed
kind-reels = reels
kind-story = historias
kind-account = la cuenta

## What numbers mean

why-choose =
    ℹ️ <b>¿Qué significa una cifra?</b>
    Elige dónde está, o escribe por ejemplo <code>/why reach</code>. También entiendo nombres que Meta ha retirado, como <code>impressions</code>.
why-choose-metric = { $topic }: ¿qué cifra?
why-metric = ℹ️ <b>{ $name }</b> · <code>{ $metric }</code>
why-formula = <code>{ $name } = { $expression }</code>
why-formula-note = Lo calculo con las cifras de Instagram. Si falta una de ellas, aparece «—»; igual con un porcentaje de menos de { $base }.
why-retired = 🕰 Meta ha retirado el nombre <code>{ $asked }</code>; lo sustituye <code>{ $metric }</code>.
why-retired-part = 🕰 Meta ha retirado el nombre <code>{ $asked }</code>; ahora es la parte <code>{ $part }</code> de <code>{ $metric }</code>.
why-unit-changes = ⚠️ La unidad cambia: antes era un recuento, ahora es { $unit }. No se pueden comparar.
why-until = De lo publicado antes del { $day } Instagram todavía da <code>{ $asked }</code>.
why-unit = Unidad: { $unit }
why-unit-count = un recuento
why-unit-milliseconds = tiempo de visualización en milisegundos
why-unit-percent = un porcentaje
why-media = Se da para: { $kinds }
why-account-totals = Para la cuenta: el total de un periodo de hasta 30 días
why-account-unique = Para la cuenta: cuántas cuentas distintas en un periodo de hasta 30 días, cada una contada una vez. Nunca se obtiene sumando
why-account-series = Para la cuenta: día a día
why-account-audience = Para la cuenta: tal como está ahora, las 45 partes mayores
why-breakdown = Desglose por: { $parts }
breakdown-action-type = lo que se tocó
breakdown-story-navigation-action-type = adelante, atrás, salida, cuenta siguiente
breakdown-follow-type = seguidores y los demás
breakdown-media-product-type = publicaciones, reels, historias, anuncios
breakdown-contact-button-type = botón
breakdown-age = edad
breakdown-gender = género
breakdown-city = ciudad
breakdown-country = país
why-saved-and-saves = Meta lo llama <code>saved</code> en una publicación y <code>saves</code> en una cuenta.
why-unique = Cada cuenta se cuenta una vez por periodo, así que días y periodos no se pueden sumar.
why-followers-at-least = Solo para cuentas con { $count } seguidores o más.
why-organic = Los anuncios no cuentan aquí.
why-with-ads = Los anuncios también cuentan.
why-organic-and-with-ads = En una publicación los anuncios no cuentan y en la cuenta sí: las sumas nunca coinciden.
why-delay = Meta puede completarla hasta 48 h después, así que un tiempo puede diferir de la aplicación.
why-since = Meta la tiene desde el { $day }.
why-ended = Meta la quitó de sus tablas el { $day }; no la pido.
why-on-request = No la pido: Instagram la rechaza en todo lo que no se compartió en Facebook.
why-login-instagram = Se lee con Instagram Login, el que usas aquí.
why-login-facebook = Solo se lee con Facebook Login, así que aquí no.
why-unknown = No conozco ninguna cifra llamada «{ $asked }».
why-nearest = Quizá quieras decir: { $names }
why-most-asked = Estas son las más consultadas:

## Metrics and rates: name, meaning

metric-name-reach = Alcance
metric-reach = Cuántas cuentas distintas lo vieron al menos una vez; estimación de Instagram.
metric-name-views = Visualizaciones
metric-views = Cuántas veces se reprodujo o se mostró, repeticiones incluidas.
metric-name-likes = Me gusta
metric-likes = Cuántos «me gusta» recibió.
metric-name-comments = Comentarios
metric-comments = Cuántos comentarios recibió, incluidas las respuestas a comentarios.
metric-name-saved = Guardados
metric-saved = Cuántas veces se guardó para después.
metric-name-saves = Guardados de la cuenta
metric-saves = Cuántas veces se guardó para después algo de la cuenta.
metric-name-shares = Compartidos
metric-shares = Cuántas veces se envió o se añadió a una historia.
metric-name-total-interactions = Acciones
metric-total-interactions = Me gusta, comentarios, guardados, compartidos y respuestas juntos, menos los retirados.
metric-name-replies = Respuestas
metric-replies = Cuántas respuestas recibieron las historias. En Europa y Japón la ley puede impedir contarlas, y entonces dice 0.
metric-name-follows = Seguidores nuevos
metric-follows = Cuánta gente empezó a seguirte gracias a ello.
metric-name-profile-visits = Visitas al perfil
metric-profile-visits = Cuántas veces se pasó de ahí a tu perfil.
metric-name-reposts = Republicaciones
metric-reposts = Cuántas veces se republicó en otro perfil.
metric-name-ig-reels-avg-watch-time = Tiempo medio
metric-ig-reels-avg-watch-time = Cuánto se vio el reel de media en cada reproducción.
metric-name-ig-reels-video-view-total-time = Tiempo total
metric-ig-reels-video-view-total-time = Cuánto tiempo vio el reel toda la gente junta, repeticiones incluidas.
metric-name-reels-skip-rate = Tasa de salto
metric-reels-skip-rate = Qué parte de las primeras visualizaciones acabó antes de 3 segundos; estimación de Instagram.
metric-name-navigation = Navegación
metric-navigation = Qué hizo la gente al ver una historia: seguir, volver, salir o pasar a otra cuenta.
metric-name-profile-activity = Actividad del perfil
metric-profile-activity = Qué se tocó en tu perfil al llegar desde ahí: enlace, llamada, ruta, correo.
metric-name-crossposted-views = Vistas en ambos
metric-crossposted-views = Visualizaciones de un reel en Instagram y Facebook juntas.
metric-name-facebook-views = Vistas en Facebook
metric-facebook-views = Visualizaciones en Facebook de lo que se compartió allí.
metric-name-impressions = Impresiones
metric-impressions = Cuántas veces estuvo en pantalla; ahora se cuentan visualizaciones.
metric-name-link-clicks = Toques en enlace
metric-link-clicks = Cuántas veces se tocó la pegatina de enlace de una historia.
metric-name-total-likes = Me gusta con anuncios
metric-total-likes = Me gusta, incluidos los de anuncios.
metric-name-total-comments = Comentarios con anuncios
metric-total-comments = Comentarios, incluidos los de anuncios.
metric-name-total-views = Vistas con anuncios
metric-total-views = Visualizaciones, incluidas las de anuncios.
metric-name-accounts-engaged = Interactuaron
metric-accounts-engaged = Cuántas cuentas distintas hicieron algo: me gusta, comentar, guardar, compartir o responder.
metric-name-profile-links-taps = Toques en el perfil
metric-profile-links-taps = Cuántas veces se tocó un botón de contacto de tu perfil: llamada, correo, ruta, mensaje.
metric-name-follows-and-unfollows = Llegaron y se fueron
metric-follows-and-unfollows = Cuántas cuentas empezaron y cuántas dejaron de seguirte.
metric-name-follower-count = Nuevos por día
metric-follower-count = Cuántos seguidores nuevos trajo cada día; no cuántos hay. Solo los últimos 30 días sin hoy.
metric-name-online-followers = Seguidores en línea
metric-online-followers = Cuántos seguidores estaban en Instagram, por hora, en los últimos 30 días.
metric-name-follower-demographics = Quién te sigue
metric-follower-demographics = Quiénes son tus seguidores.
metric-name-engaged-audience-demographics = Quién interactúa
metric-engaged-audience-demographics = Quiénes son quienes hicieron algo con lo que publicaste; requiere 100 acciones en el periodo.
metric-name-profile-views = Vistas del perfil
metric-profile-views = Cuántas veces se abrió tu perfil.
metric-name-website-clicks = Toques en la web
metric-website-clicks = Cuántas veces se tocó la web de tu perfil.
metric-name-engagement-rate-by-reach = Interacción por alcance
metric-engagement-rate-by-reach = Qué parte de la gente alcanzada hizo algo.
metric-name-period-engagement-rate = Interacción de un periodo
metric-period-engagement-rate = Todas las acciones en lo publicado en un periodo por todo su alcance. La media de las tasas engañaría por las publicaciones pequeñas; al lado está la mediana.
metric-name-engagement-rate-by-followers = Interacción por seguidores
metric-engagement-rate-by-followers = Acciones por los seguidores que había el día de publicar, tal como los conté; los de hoy no serían la base correcta.
metric-name-save-rate = Guardados por alcance
metric-save-rate = Qué parte de la gente alcanzada lo guardó.
metric-name-share-rate = Compartidos por alcance
metric-share-rate = Qué parte de la gente alcanzada lo compartió.
metric-name-comment-rate = Comentarios por alcance
metric-comment-rate = Qué parte de la gente alcanzada comentó.
metric-name-reach-rate = Alcance por seguidores
metric-reach-rate = Alcance por los seguidores que había el día de publicar. Puede pasar del 100 %: también se alcanza a otra gente.
metric-name-frequency = Vistas por persona
metric-frequency = Cuántas veces miró cada persona, de media.
metric-name-follows-per-thousand = Seguidores nuevos por 1000
metric-follows-per-thousand = Cuántas de cada mil personas alcanzadas empezaron a seguirte. Para publicaciones e historias; de los reels Instagram no lo dice.
metric-name-reel-average-watch = Visto de media, en segundos
metric-reel-average-watch = Cuántos segundos de un reel se vieron de media, por reproducción.
metric-name-share-watched = Parte vista
metric-share-watched = Qué parte de la duración de un reel se vio de media. Instagram no dice la duración, así que lo muestro solo si se conoce por el archivo.
metric-name-story-exit-rate = Salidas de la historia
metric-story-exit-rate = Qué parte de las visualizaciones de una historia acabó con una salida.
metric-name-story-completion = Completadas
metric-story-completion = Qué parte de las visualizaciones de una historia no acabó con una salida.
metric-name-story-full-view = Vista entera
metric-story-full-view = Qué parte de las visualizaciones de una historia no acabó ni con una salida ni con un toque adelante (a la manera de Minter).
metric-name-story-forward-rate = Toques adelante
metric-story-forward-rate = Qué parte de las visualizaciones de una historia acabó con un toque a la siguiente.
metric-name-story-back-rate = Toques atrás
metric-story-back-rate = Qué parte de las visualizaciones de una historia acabó con un toque atrás.
metric-name-reply-rate = Respuestas por alcance
metric-reply-rate = Qué parte de la gente alcanzada respondió.
metric-name-reel-kept-rate = Más de 3 s
metric-reel-kept-rate = Qué parte de las primeras visualizaciones de un reel pasó de 3 segundos.
metric-name-sequence-retention = Hasta el final
metric-sequence-retention = Qué parte de la gente que alcanzó la primera historia del día alcanzó también la última.
metric-name-sequence-completion = Completadas del día
metric-sequence-completion = Qué parte de las visualizaciones de todas las historias de un día no acabó con una salida; no se sabe si falta una sola.
metric-name-story-coverage = Historias capturadas
metric-story-coverage = De las historias que terminaron, cuántas tienen una última lectura a las 23 horas o más tarde: una cifra de mi propio trabajo.
metric-name-same-age-ratio = Frente a lo habitual a la misma edad
metric-same-age-ratio = Cuántas veces la mediana de tus últimos 20 del mismo formato, cada uno como estaba a la misma edad, un quinto arriba o abajo. Hacen falta cinco.
metric-name-take-off = Despegue
metric-take-off = Una publicación que va al menos al triple de lo habitual a su edad y ya alcanzó al menos tu mediana.
metric-name-drop = Caída del alcance
metric-drop = La mediana del alcance de un día en los últimos siete días asentados, junto a la de las cuatro semanas anteriores. Cuenta como caída la mitad o menos, y solo si lo habitual son 100 personas al día o más.
metric-name-net-followers = Seguidores ganados
metric-net-followers = Los que llegaron menos los que se fueron.

## Accounts

accounts-header = { $count ->
    [0] Aún no hay ninguna cuenta conectada.
    [one] <b>{ $count } cuenta conectada</b>
   *[other] <b>{ $count } cuentas conectadas</b>
}
accounts-entry = • <b>{ $account }</b> · seguidores: { $followers }
accounts-entry-kept = • 🗂 <b>{ $account }</b> · sin conectar, historial conservado desde el { $since }
accounts-entry-broken = • ⚠️ <b>{ $account }</b> · seguidores: { $followers } · vuelve a conectarla
accounts-show = Mostrar { $account } en un grupo: /here
unlink-question = ¿Desconectar <b>{ $account }</b>?
unlink-others = { $count ->
    [one] Hay { $count } persona más conectada a esta cuenta, así que se sigue guardando para ella. Tú dejas de verla; vuelve a conectarla y lo verás todo, también lo que llegue mientras tanto.
   *[other] Hay { $count } personas más conectadas a esta cuenta, así que se sigue guardando para ellas. Tú dejas de verla; vuelve a conectarla y lo verás todo, también lo que llegue mientras tanto.
}
unlink-stops = Nadie más está conectado a esta cuenta, así que desde ahora no se guardará nada.
unlink-stories = { $count ->
    [0] <b>Conservar el historial:</b> lo leído sigue a la vista para ti. <b>Borrar todo:</b> desaparece, y no se puede volver a leer.
    [one] <b>Conservar el historial:</b> { $count } historia guardada y las demás cifras siguen a la vista para ti. <b>Borrar todo:</b> desaparecen, y las cifras de la historia no se pueden volver a leer.
   *[other] <b>Conservar el historial:</b> { $count } historias guardadas y las demás cifras siguen a la vista para ti. <b>Borrar todo:</b> desaparecen, y las cifras de las historias no se pueden volver a leer.
}
unlink-history-question = 🗑 ¿Borrar el historial de <b>{ $account }</b>?
unlink-history-stories = { $count ->
    [0] No contiene historias.
    [one] Contiene { $count } historia guardada, cuyas cifras no se pueden volver a leer.
   *[other] Contiene { $count } historias guardadas, cuyas cifras no se pueden volver a leer.
}
unlink-token = En cualquier caso tu boletín se detiene y mi acceso a Instagram se borra al momento.
unlinked = <b>{ $account }</b> está desconectada. Mi acceso a Instagram está borrado. Puedes volver a conectarla cuando quieras.
unlinked-kept = <b>{ $account }</b> está desconectada. Mi acceso a Instagram está borrado; su historial queda para ti en /accounts. Sigue creciendo cuando vuelvas a conectarla.

## Alerts

alerts-header = 🔔 <b>Los avisos</b> llegan solos, a este chat, de todas las cuentas que conectaste.
alerts-on = ✓ { $kind }
alerts-off = – { $kind }: desactivado
alerts-always = ✓ { $kind }: siempre activo
alerts-mute = 🔕 { $account }, «{ $kind }»: en silencio hasta { $until }
alerts-mute-sound = 🔕 { $account }, «{ $kind }»: sin sonido hasta { $until }
alerts-tap = 🔔 <b>Avisos</b>: toca para activar o desactivar.
alert-link-broken = Acceso cerrado
alert-link-ends = El acceso no se renueva
alert-link-ends-when = <b>{ $name }</b>: Instagram no prolonga mi acceso; te aviso días antes de que termine.
alert-story-expiring = Historia que acaba sin leerse
alert-story-expiring-when = <b>{ $name }</b>: quedan menos de dos horas y no logro leerla.
alert-wrap-up = Historias de un día
alert-wrap-up-when = <b>{ $name }</b>: cómo fueron, cuando acaba la última.
alert-take-off = Publicación que despega
alert-take-off-when = <b>{ $name }</b>: el triple de lo habitual a su edad. Una vez por publicación.
alert-new-reel = Reel nuevo a las 24 horas
alert-new-reel-when = <b>{ $name }</b>: sus primeras cifras junto a lo habitual.
alert-drop = Cae el alcance
alert-drop-when = <b>{ $name }</b>: una semana a la mitad de lo habitual o menos. Como mucho una vez cada cuatro semanas.
alert-milestone = Número redondo de seguidores
alert-milestone-when = <b>{ $name }</b>: 100, 250, 500, 1000 y así, cada uno una vez.
alert-muted = 🔕 <b>{ $kind }</b> de { $account }: nada más hasta { $until }.
alert-muted-sound = 🔕 <b>{ $kind }</b> de { $account }: hasta { $until } llega sin sonido. Nunca se desactiva, porque cada hora sin acceso pierde cifras.
alert-expiring-header = { $count ->
    [one] ⏳ <b>Una historia de { $account } acaba pronto y no logro leerla</b>
   *[other] ⏳ <b>{ $count } historias de { $account } acaban pronto y no logro leerlas</b>
}
alert-expiring-story = • { $posted }: acaba a las { $ends }, en { $left }. Última lectura: { $seen }
alert-expiring-never-read = • { $posted }: acaba a las { $ends }, en { $left }. Nunca leída
alert-expiring-link = El acceso está cerrado. Vuelve a conectar ahora y aún leeré lo que queda.
alert-expiring-bot-down = Yo no estaba en marcha.
alert-expiring-throttled = Instagram no quiere llamadas en este momento.
alert-expiring-budget = Por ahora se agotaron las llamadas que puede costar una cuenta.
alert-expiring-no-answer = Instagram no responde.
alert-expiring-refused = Instagram niega las cifras.
alert-expiring-fault = Me lo impide un error mío.
alert-expiring-next = Lo intentaré hasta el final. Para no perderlas, mira antes las cifras en la aplicación de Instagram.
alert-take-off-header = 🚀 <b>{ $account }: esta despega</b>
alert-new-reel-header = 🎬 <b>{ $account }: un reel nuevo tras su primer día</b>
alert-post = { $format } · { $published }
alert-post-beside = Alcance con { $age } de vida: <b>{ $reach }</b>. Es <b>{ $times }</b> lo habitual a esa edad ({ $usual }, mediana de { $count }).
alert-post-reach = Alcance con { $age } de vida: <b>{ $reach }</b>
alert-post-too-few = Se conocen muy pocas otras a esa edad para comparar.
alert-post-views = Visualizaciones <b>{ $views }</b>
alert-post-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }
alert-as-of = A fecha de { $moment }
alert-milestone-header = 🎉 <b>{ $account } tiene { $milestone } seguidores</b>
alert-milestone-now = Contados: { $followers }, { $moment }
alert-drop-header = 📉 <b>El alcance de { $account } ha caído</b>
alert-drop-reach = { $days }: <b>{ $reach }</b> personas al día, { $change } frente a <b>{ $usual }</b> al día en las cuatro semanas anteriores.
alert-drop-published = Publicaciones y reels: { $count } en estos siete días, { $before } en las cuatro semanas anteriores.
alert-drop-note = Ambas son medianas, así que un día fuerte no marca lo habitual. Por qué ha caído, estas cifras no lo dicen.

quiet-on = 🌙 Horas de silencio: <b>{ $begins }–{ $ends }</b>, hora de { $zone }
quiet-off = 🌙 Sin horas de silencio: los avisos llegan a cualquier hora.
quiet-how = Un aviso que surge en horas de silencio espera a que acaben, y no llega si para entonces ya es viejo. Los boletines mantienen su hora.
quiet-urgent-on = «Acceso cerrado» e «Historia que acaba sin leerse» suenan a cualquier hora, también en las de silencio.
quiet-urgent-off = «Acceso cerrado» e «Historia que acaba sin leerse» esperan como los demás; el segundo llega sin sonido.
quiet-zone-guessed = { $zone } es una suposición: elige tu zona horaria en /settings.
quiet-choose-begin = 🌙 ¿Desde qué hora quieres silencio? Hora de { $zone }.
quiet-choose-end = 🌅 ¿Hasta qué hora? Hora de { $zone }.

## Settings

settings =
    ⚙️ <b>Ajustes</b>
    Idioma: { $language }
    Zona horaria: { $zone }, allí son las { $now }
settings-zone-guessed =
    ⚙️ <b>Ajustes</b>
    Idioma: { $language }
    Zona horaria: { $zone }, allí son las { $now }. Es una suposición: elige la tuya.
settings-choose-language = 🌐 ¿En qué idioma te hablo?
place-ask =
    🕐 <b>¿Dónde estás?</b>
    Ahora: { $zone }, allí son las { $now }

    Escribe el nombre de tu ciudad, comparte tu ubicación o elige una parte del mundo:
place-which-city = 🔎 «{ $said }»: ¿cuál de ellas?
place-no-city =
    🔎 No conozco ninguna ciudad llamada «{ $said }».
    Prueba a escribirla de otra forma, o con una ciudad mayor que tenga la misma hora. Conozco las que tienen 15.000 habitantes o más.
    Si querías otra cosa, la encontrarás en la ayuda.
place-share = 📍 Toca el botón de abajo y Telegram te preguntará si puedo ver dónde estás. Uso la ubicación una sola vez, para encontrar tu zona horaria, y no la guardo.
place-not-shared = No se compartió nada.
place-saved = ✅ Zona horaria encontrada: { $zone }, allí son las { $now }. No he guardado tu ubicación.
place-seen = 📍 Allí son ahora las { $now }, hora de { $zone }. No he guardado la ubicación.
place-take-zone = ¿Me guío por ese reloj?
place-at-sea = 📍 Eso es mar abierto y allí no conozco ninguna zona horaria. Escribe una ciudad, por favor.
settings-choose-city = 🕐 Elige una ciudad cuyo reloj marque tu hora.
region-europe = Europa
region-asia = Asia
region-africa = África
region-america = América
region-australia = Australia
region-pacific = Pacífico
region-atlantic = Atlántico
region-indian = Océano Índico

## Digest

digest-on = 📬 El boletín de <b>{ $account }</b> llega { $when }.
digest-off = 📬 El boletín de <b>{ $account }</b> está desactivado.
digest-next = El próximo: { $moment }
digest-choose-hour = 🕘 ¿A qué hora lo quieres? Hora de { $zone }.
digest-choose-weekday = 📅 ¿Qué día de la semana?
digest-of-all = todas las cuentas
digest-accounts = Ahora mismo: { $accounts }
digest-more-accounts = { $count ->
    [one] { $count } más
   *[other] { $count } más
}
digest-goes = Destino: { $place }
digest-language = Idioma allí: { $language }
digest-muted = 🔕 Silenciado hasta: { $until }
digest-paused-silenced = ⏸ En pausa: no puedo escribir allí. Seguirá cuando pueda de nuevo.
digest-paused-not-shown = ⏸ En pausa: ahora no se permiten boletines allí. Seguirá cuando se permitan de nuevo.
digest-pause = ⏸ <b>El boletín de { $account }</b>: ¿una semana, hasta que lo actives de nuevo o para siempre?
digest-remove-question = 🗑 <b>¿Borrar el boletín de { $account }?</b> Destino: { $place }. Nada más cambia.
digest-choose-account = 📬 <b>Un boletín nuevo.</b> ¿De qué cuenta?
digest-choose-place = 📬 <b>¿Adónde lo envío?</b> Allí lo leerá todo el mundo, en el idioma de ese chat.
digest-choose-cadence = 📬 <b>¿Con qué frecuencia?</b> La hora se puede cambiar después. El mensual llega el día 1 y habla del mes anterior.
digests-title = 📬 <b>Tus boletines</b>
digests-none = 📬 Ahora mismo no recibes ningún boletín.
digests-elsewhere = También puede ir a un grupo o canal. Primero muestra allí una cuenta: /here
digests-here = 📬 <b>Boletines que llegan aquí:</b>
digest-entry = <b>{ $account }</b>: { $when }
digest-entry-off = <b>{ $account }</b>: desactivado
place-private = este chat
place-group = el grupo «{ $title }»
place-channel = el canal «{ $title }»
place-topic = un tema de «{ $title }»
place-unknown = un chat donde ya no se muestra nada tuyo
digest-when-daily = todos los días a las { $time }, hora de { $zone }
digest-when-monthly = el día 1 de cada mes a las { $time }, hora de { $zone }
digest-when-weekly = todos los { $weekday ->
    [0] lunes
    [1] martes
    [2] miércoles
    [3] jueves
    [4] viernes
    [5] sábados
   *[6] domingos
} a las { $time }, hora de { $zone }
digest-daily = 📬 <b>Tu día en Instagram</b>
digest-weekly = 📬 <b>Tu semana en Instagram</b>
digest-monthly = 📬 <b>Tu mes en Instagram</b>
digest-post = 📷 Publicación: <i>{ $title }</i> · alcance { $reach }
digest-reel = 🎬 Reel: <i>{ $title }</i> · alcance { $reach }
digest-post-beside = 📷 Publicación: <i>{ $title }</i> · alcance { $reach } · { $times } lo habitual a { $age }
digest-reel-beside = 🎬 Reel: <i>{ $title }</i> · alcance { $reach } · { $times } lo habitual a { $age }
digest-best-post = 🏆 Mejor publicación: <i>{ $title }</i> · alcance { $reach } · { $times } lo habitual a { $age }
digest-best-reel = 🏆 Mejor reel: <i>{ $title }</i> · alcance { $reach } · { $times } lo habitual a { $age }
digest-worst-reach = 🥀 Lo más flojo: <i>{ $title }</i> · poco alcance, { $times } lo habitual a { $age }
digest-worst-saves = 🥀 Lo más flojo: <i>{ $title }</i> · pocos guardados, { $times } lo habitual a { $age }
digest-stories = ⭕ Historias: { $what }
digest-stories-completion = vistas hasta el final { $share } (mediana)
digest-stories-replies = más respuestas: historia { $slide } del { $day } ({ $count })
digest-stories-lost = { $count ->
    [one] { $count } perdida
   *[other] { $count } perdidas
}
digest-against = Junto al mes anterior{ $same ->
    [yes] { "" }
   *[no] {" "}({ $days } días): sumas por día
}; alcance y cuentas que interactuaron, de los últimos { $together } días de cada uno.
digest-tip = 💡 { $sentence }
digest-tip-above-usual = { $count } de { $others } publicaciones y reels alcanzaron más de lo que es habitual para ti a su edad.
digest-tip-below-usual = { $count } de { $others } publicaciones y reels alcanzaron menos de lo que es habitual para ti a su edad.
digest-tip-saves = { $more } se guardaron más que { $less }: { $times } ({ $days } días, { $count } y { $others } publicaciones).
digest-tip-shares = { $more } se compartieron más que { $less }: { $times } ({ $days } días, { $count } y { $others } publicaciones).
digest-tip-engagement = { $more } lograron más interacción que { $less }: { $times } ({ $days } días, { $count } y { $others } publicaciones).
digest-tip-short-stories = En días con menos de { $slides } historias, se ven más hasta el final: { $times } ({ $days } días, { $count } frente a { $others }).
digest-tip-long-stories = En días con { $slides } historias o más, se ven más hasta el final: { $times } ({ $days } días, { $count } frente a { $others }).
digest-more-photos = Las fotos
digest-more-carousels = Los carruseles
digest-more-reels = Los reels
digest-less-photos = las fotos
digest-less-carousels = los carruseles
digest-less-reels = los reels
digest-notes = ℹ️ { $notes }
digest-note-immature = { $count ->
    [one] { $count } con menos de 48 h aún no se compara
   *[other] { $count } con menos de 48 h aún no se comparan
}
digest-note-not-offered = Instagram ahora no ofrece: { $metrics }
digest-note-without-link = sin enlace durante { $duration }
digest-quiet-daily = 🌙 Un día tranquilo: no se publicó nada.
digest-quiet-weekly = 🌙 Una semana tranquila: no se publicó nada. Tu cuenta sigue viva igualmente.
digest-quiet-monthly = 🌙 Un mes tranquilo: no se publicó nada. Tu cuenta sigue viva igualmente.
digest-in-short = 👥 <b>{ $followers }</b>{ $net } · alcance <b>{ $value }</b>{ $change }
digest-of-all-header = { $count ->
    [one] { $count } cuenta
   *[other] { $count } cuentas
} · { $period } · hora de { $zone }
digest-of-all-account = <b>{ $account }</b>
digest-of-all-best-post = 🏆 publicación { $times }
digest-of-all-best-reel = 🏆 reel { $times }
digest-of-all-stale = ⚠️ Últimas cifras conocidas, { $period }
digest-of-all-broken = ⚠️ Enlace roto; últimas cifras conocidas, { $period }
digest-of-all-more = { $count ->
    [one] … y { $count } cuenta más
   *[other] … y { $count } cuentas más
}
digest-of-all-quiet = 🌙 No se publicó nada: { $accounts }

## Claves de la API HTTP

api-title = 🔑 <b>Claves de la API HTTP</b>
api-what = Con una clave, un programa tuyo (una tienda, una hoja de cálculo, un panel) lee las mismas cifras que te cuento aquí. Solo lee: no puede cambiar nada.
api-no-keys = Aún no tienes ninguna clave.
api-key-entry = <code>{ $ending }</code> · { $account } · { $until }
api-key-title = 🔑 <b>Clave <code>{ $ending }</code></b>
api-key-account = Abre: { $account }
api-key-reads = Lee: { $what }
api-key-valid = Validez: { $until }
api-key-expires = hasta { $moment }
api-key-expired = ⚠️ terminó { $moment }
api-key-for-ever = sin fecha de fin
api-key-used = Último uso: { $moment }
api-key-unused = Sin usar hasta ahora.
api-new = 🔑 <b>Una clave nueva</b>
    Elige qué abre, qué puede leer y por cuánto tiempo.
api-made = ✅ <b>Tu clave nueva.</b> La muestro solo esta vez y guardo únicamente su huella.
api-made-how = Los programas la envían en la cabecera <code>Authorization: Bearer …</code>. Guárdala como una contraseña; si cae en otras manos, revócala aquí.
api-all-accounts = todas mis cuentas
api-right-account = Cuenta
api-right-media = Publicaciones y reels
api-right-stories = Historias
api-right-exports = Exportaciones
api-right-digests = Boletines
api-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
api-for-ever = Sin fin
api-too-many-keys = Tienes todas las claves que puede haber. Revoca una que ya no necesites.
button-new-api-key = Clave nueva
button-api-docs = Cómo usarla
button-make-api-key = Crear la clave
button-revoke-api-key = Revocar esta clave
button-copy-api-key = Copiar la clave
button-hide-api-key = Ya la tengo, ocultar

## Registro de seguridad

security-header = 🔐 <b>Registro de seguridad</b>
    Lo que ha pasado con tus conexiones y tus datos, lo más reciente primero. Solo lo ves tú.
security-nothing = Todavía no ha pasado nada.
security-entry = { $moment }: { $what }
security-link-started = pediste un enlace para conectar una cuenta
security-link-returned = un navegador volvió de Instagram; aún no se conectó nada
security-link-confirmed = se conectó una cuenta
security-link-wrong-user = abriste un enlace que había iniciado otra persona; no se conectó nada
security-link-expired = se usó un código desconocido o caducado; no se conectó nada
security-link-denied = se rechazó el acceso en Instagram
security-link-failed = la conexión falló; no se guardó nada
security-link-cancelled = cancelaste la conexión
security-unlinked = se desconectó una cuenta y se borró su acceso
security-access-removed = se retiró en Instagram el acceso a una cuenta
security-deleted-by-instagram = se borraron los datos de una cuenta porque así se pidió en Instagram
security-deletion-asked = preguntaste qué supondría borrarlo todo
security-exported = recibiste una copia de tus datos
security-chat-shown = una cuenta empezó a mostrarse en un grupo o canal
security-chat-ended = una cuenta ya no se muestra en un grupo o canal
security-api-key-made = se creó una clave de la API HTTP
security-api-key-revoked = se revocó una clave de la API HTTP

## Privacy

privacy-intro =
    🔒 <b>Privacidad</b>
    Leo las cifras de las cuentas de Instagram que conectas, y nada más. Nunca veo tu contraseña, nunca publico sin que lo ordenes y no paso nada a nadie.
privacy-kept = <b>Qué se guarda y cuánto tiempo</b>
privacy-kept-entry = • { $what }: { $how_long }
privacy-person = tu nombre en Telegram, tu idioma y tu zona horaria
privacy-links = tus conexiones y mi acceso a Instagram, cifrado
privacy-digests = qué boletines quieres, cuándo y dónde
privacy-ready-digests = boletines que esperan su hora, con sus imágenes
privacy-alerts = qué avisos silenciaste y de qué se te avisó
privacy-tags = tus temas y lo que marcaste con ellos
privacy-chats = en qué grupos y canales se muestran tus cuentas
privacy-api-keys = las huellas de tus claves de la API HTTP, desde que terminan
privacy-numbers = cifras de publicaciones, reels y cuenta
privacy-history = cómo eran antes esas cifras, día a día
privacy-stories = historias guardadas
privacy-story-pictures = una imagen pequeña de cada una de esas historias
privacy-plans = cuándo vuelvo a mirar
privacy-captures = qué consultas de historias se hicieron
privacy-link-attempts = intentos de conexión terminados o abandonados
privacy-messages = boletines y avisos que te he enviado
privacy-updates = registro de qué mensajes tuyos se atendieron
privacy-webhooks = registro de lo que Instagram me avisó, sin las palabras de nadie
privacy-request-counts = cuántas veces pregunté a Instagram por una cuenta
privacy-recent-requests = lo mismo, minuto a minuto
privacy-budgets = cuánto gastó una cuenta de los límites de Instagram, cuándo se puede volver a escribir a un chat y de qué fallos se avisó a quien mantiene el bot
privacy-audit = registro de lo que se hizo con tus conexiones y datos
privacy-data-deletions = códigos de confirmación de borrados, sin nombre
privacy-machinery = datos sobre la interfaz de Instagram y similares
privacy-until-deleted = hasta que lo borres
privacy-until-unlinked = hasta que nadie esté conectado a la cuenta
privacy-about-nobody = mientras sea útil; no trata de nadie
privacy-location = 📍 La ubicación que compartes se usa una sola vez, para encontrar tu zona horaria, y no se guarda.
privacy-security = El acceso se guarda cifrado, y su clave está en otro sitio.
privacy-rights = Llévate todo con /export. Desconecta una cuenta en /accounts: el acceso se borra al momento, y tú decides si el historial se queda. Borra todo lo tuyo con /delete_me. También puedes quitar { -brand } en los ajustes de Instagram, en «Aplicaciones y sitios web», y pedir allí que se borren los datos.

## Llevarse los datos

export-choose =
    📦 <b>Exportar</b>
    <b>Cifras en una tabla:</b> días, publicaciones, reels, historias o audiencia de la cuenta actual, en XLSX, CSV o JSON.
    <b>Informe:</b> un mes en un PDF que puedes enviar a un cliente.
    <b>Todo lo tuyo:</b> lo que guardo de ti y de tus cuentas, en un ZIP con tablas para hojas de cálculo (CSV) y para programas (JSON). El acceso a Instagram no va dentro.
export-choose-kind =
    📊 <b>Cifras en una tabla.</b> ¿De qué?
    Más rápido con palabras: { $example }
export-choose-span = 📊 <b>{ $kind }.</b> ¿De qué época?
export-choose-format = 📊 <b>{ $kind }</b> · { $span }. ¿En qué formato?
export-choose-month = 📄 <b>Informe.</b> ¿De qué mes? Solo incluye días completos.
export-not-understood =
    No sé qué significa aquí «{ $words }». Por ejemplo: { $example }
    De qué: days, posts, reels, stories, audience. Época: 7d, 28d, 90d, month, lastmonth, all. Formato: xlsx, csv, json. Un informe: report 2026-10.
export-making = 📊 Estoy preparando tu archivo. Aparecerá aquí abajo en un momento.
export-nothing = De <b>{ $account }</b> no guardo nada de esto: { $kind }, { $days }.
export-no-report = { $month }: aún no hay ningún día completo, así que no hay nada que contar.
export-numbers-caption = 📊 <b>{ $kind }</b> · { $account } · { $days }
export-rows = { $count ->
    [one] { $count } fila
   *[other] { $count } filas
}
export-report-caption = 📄 <b>Informe</b> · { $account } · { $days }
export-kind-days = Días
export-kind-posts = Publicaciones
export-kind-reels = Reels
export-kind-stories = Historias
export-kind-audience = Audiencia
export-gathering = 📦 Estoy reuniendo todo lo tuyo. Tu archivo aparecerá abajo en un momento.
export-sent = { $count ->
    [one] 📦 Tu archivo está abajo.
   *[other] 📦 Tus { $count } archivos están abajo.
}
export-caption = 📦 <b>Todo lo tuyo.</b> Dentro, README.txt explica qué es cada cosa.
export-caption-part = 📦 <b>Todo lo tuyo</b>, parte { $number } de { $count }. README.txt, en la primera parte, explica qué es cada cosa.
export-readme =
    Farolero: todo lo tuyo, a fecha de { $made }

    Cada tabla está dos veces, con las mismas filas: como .csv para hojas de cálculo y como .json para programas.

    person: lo que sé de ti
    links: las cuentas de Instagram que conectaste y lo que permitiste; el acceso en sí nunca se exporta
    digests: qué boletines quieres, cuándo y dónde
    alerts: qué avisos están desactivados y tus horas de silencio
    alert_mutes: qué avisos silenciaste y hasta cuándo
    tags: tus temas
    tagged_posts: publicaciones y reels que marcaste con ellos
    tagged_stories: historias que marcaste con ellos
    shown_in: en qué grupos y canales se muestran tus cuentas
    api_keys: tus claves de la API HTTP, sin las claves mismas
    link_attempts: intentos de conexión
    messages: boletines y avisos para ti de los últimos { $days }
    audit: lo que se hizo con tus conexiones y datos

    Después hay una carpeta por cada cuenta conectada, en el orden en que las conectaste: account-1, account-2, etcétera.

    account: la cuenta en sí
    posts: publicaciones y reels con sus cifras más recientes
    post_history: cómo eran esas cifras en cada consulta; age_seconds es la edad de la publicación en ese momento
    stories: historias guardadas
    story_looks: cómo eran sus cifras en cada consulta
    story_pictures: de qué historias tengo una imagen pequeña; cada una es un archivo aparte en la carpeta de ese nombre. Si no se pudo guardar, why_not dice por qué: not_named (Instagram no indicó ninguna), not_allowed (su dirección no era de Instagram), not_read (su servidor no la entregó), not_a_picture (lo que llegó no se puede guardar), no_new_address (su dirección había caducado y no pude pedir otra), taken_down (se retiró antes de tiempo), unlinked (cuenta desvinculada), not_tried (la historia terminó antes), fault (un error mío), unknown (no anotado)
    days: valores diarios de la cuenta
    followers: seguidores por día
    periods: totales de períodos, tal como los contó Instagram
    audience: quiénes son las personas, por día de lectura
    online: cuántos seguidores estaban en línea, por hora
    alerts_told: de qué hubo ya un aviso, para darlo una sola vez
    requests: cuántas veces pregunté a Instagram, por día y motivo

    Cómo leerlo

    Las horas están en UTC. Un campo vacío en CSV y null en JSON significan que Instagram no dio la cifra; nunca significan cero.
    Los archivos CSV son UTF-8. Un texto que empieza por =, +, -, @ o similar lleva allí un apóstrofo delante, para que ninguna hoja de cálculo lo tome por una fórmula; en JSON está tal como era.
    Los identificadores largos son texto. Si una hoja de cálculo los redondea, importa la columna como texto o usa el JSON.
    Una tabla muy larga sigue en otro archivo, por ejemplo post_history-2.

## Tablas

table-notes = Notas
table-about-account = Cuenta
table-about-what = Tabla
table-about-period = Periodo
table-about-days-in = Días según la zona
table-about-times-in = Horas según la zona
table-about-made = Hecho
table-media-id = Id de Instagram
table-published = Publicado
table-format = Formato
table-caption = Texto
table-followers-then = Seguidores al publicar
table-still-counting = Aún se cuenta
table-permalink = Enlace
table-as-of = Cifras leídas
table-day = Día
table-slide = Historia n.º
table-state = Estado
table-age-at-last-look = Edad en la última lectura
table-tap-forward = Adelante
table-tap-back = Atrás
table-tap-exit = Salidas
table-swipe-forward = A la cuenta siguiente
table-followers = Seguidores
table-reach-of-followers = Alcance: seguidores
table-reach-of-others = Alcance: no seguidores
table-reach-by-instagram-day = Alcance por día de Instagram
table-came = Llegaron
table-left = Se fueron
table-audience = Audiencia
table-breakdown = Dividida por
table-part = Parte
table-people = Personas
table-share = Porcentaje
kind-of-media-photo = Foto
kind-of-media-carousel = Carrusel
kind-of-media-video = Vídeo
kind-of-media-reel = Reel
state-live = activa
state-final = completa
state-partial = parcial
state-hidden = oculta
state-lost = perdida

## Lo que las cifras no dicen de sí mismas

note-blank = Un hueco significa que Instagram no dio esa cifra; nunca significa cero.
note-delay = Instagram puede completar sus cifras durante 48 horas.
note-two-years = Instagram guarda las cifras de las publicaciones dos años como máximo.
note-organic = Lo que traen los anuncios no cuenta en publicaciones, reels e historias.
note-with-ads = En la cuenta los anuncios sí cuentan, así que sus cifras nunca igualan la suma de las publicaciones.
note-albums = Instagram cuenta un carrusel entero; no da cifras de cada imagen.
note-replies = En Europa y Japón la ley puede impedir que Instagram cuente las respuestas; entonces pone 0.
note-few-viewers = Instagram no da cifras de una historia que vieron menos de cinco personas, ni pasadas 24 horas. «Completa» significa que la última lectura fue a las 23 horas o más tarde.
note-unique = El alcance y las cuentas que interactuaron cuentan a cada persona una vez por periodo y no se pueden sumar; Instagram los cuenta para 30 días como máximo.
note-instagram-days = Los días de Instagram son los de California: «Alcance por día de Instagram» está en el día local que más abarca.
note-audience = Quiénes son las personas es lo que Instagram dice el día de la lectura: las 45 partes mayores, y solo en cuentas con al menos 100 seguidores o acciones. Los porcentajes son de las partes nombradas.
note-estimated = El alcance y la parte que se quedó más de 3 segundos son estimaciones de Instagram.

## El informe de un mes

report-title = Informe de Instagram
report-days = { $days } · hora de { $zone }
report-made = Hecho el { $moment }
report-by = Cifras de Instagram, reunidas por { -brand }
report-of-days = { $what }, { $days }
report-account = Cuenta
report-compared = Comparado con otros tantos días antes: { $days }.
report-not-followers = El { $share } de las cuentas alcanzadas aún no sigue a la cuenta.
report-number = Cifra
report-this-month = Mes
report-before = Antes
report-change = Cambio
report-audience = Audiencia
report-audience-count = Seguidores: { $count }
report-audience-as-of = Según Instagram: { $days }
report-audience-followers = Seguidores
report-audience-engaged = Cuentas que interactuaron
report-audience-age = Edad
report-audience-gender = Género
report-audience-cities = Ciudades
report-audience-countries = Países
report-audience-rules = Instagram dice quién sigue la cuenta a partir de { $needed } seguidores, y quién interactúa a partir de { $needed } «me gusta», comentarios y similares en 30 días. Nombra como máximo las { $largest } partes mayores y nunca dice quién es una persona en concreto. Los porcentajes son de las partes nombradas. «—» significa que Instagram no dijo nada; no es 0.
report-nothing-published = En este tiempo no se publicó nada.
report-published = Publicado: { $count }
report-median = Mediana de interacción por alcance: { $share }
report-chart-reach = Mayor alcance, por día
report-furthest = Mayor alcance
report-most-saved = Más guardados
report-most-shared = Más compartidos
report-slides = Historias
report-reach-first = Alcance, primera
report-reach-last = Alcance, última
report-captured = Leídas a las 23 h o más tarde
report-median-retention = Mediana de quienes llegan al final del día
report-most-replies = Más respuestas en un día
report-chart-stories = Alcance de la primera historia del día
report-formulas = Cómo se calculan los porcentajes
report-notes = Sobre los datos
report-note-stale = Cuando se hizo este informe no se pudo preguntar a Instagram; las cifras son las últimas conocidas.
report-note-window = Instagram cuenta el alcance y las cuentas que interactuaron para 30 días como máximo; van con sus días y se comparan con los 30 anteriores.
report-note-young = { $count ->
    [one] { $count } publicación o reel tenía menos de 48 horas cuando se hizo este informe: aún se cuenta.
   *[other] { $count } publicaciones y reels tenían menos de 48 horas cuando se hizo este informe: aún se cuentan.
}
report-note-stories-since = Las historias se cuentan desde el { $day }, cuando se vinculó la cuenta.
report-note-no-audience = No hay página sobre la audiencia: Instagram solo dice quién sigue la cuenta a partir de { $needed } seguidores, y de esta no ha dicho nada.
report-note-change = No hay porcentaje sobre una base menor de { $base }.

## Borrarlo todo

delete-me-question = 🗑 <b>¿Borrar todo lo tuyo?</b> No se puede deshacer. Esto se borra:
delete-me-account = • <b>{ $account }</b>: mi acceso, { $posts ->
    [one] { $posts } publicación o reel
   *[other] { $posts } publicaciones y reels
} y { $stories ->
    [one] { $stories } historia guardada
   *[other] { $stories } historias guardadas
}. Nadie más está conectado a ella, así que sus cifras se pierden para siempre.
delete-me-account-shared = • <b>{ $account }</b>: mi acceso y tu conexión. { $count ->
    [one] { $count } persona más está conectada a ella y conserva sus cifras.
   *[other] { $count } personas más están conectadas a ella y conservan sus cifras.
}
delete-me-more-accounts = { $count ->
    [one] • y { $count } cuenta más
   *[other] • y { $count } cuentas más
}
delete-me-digests = { $count ->
    [one] • { $count } boletín
   *[other] • { $count } boletines
}
delete-me-other-chats = { $count ->
    [one] • lo que envío a { $count } chat más
   *[other] • lo que envío a { $count } chats más
}
delete-me-person = • tu nombre, idioma y zona horaria, tus temas y los mensajes para ti de los que guardo registro
delete-me-file-first = Antes puedo enviarte un archivo con todo ello. La pregunta vale 10 minutos.
delete-me-file-sent = El archivo de arriba lo contiene todo. La pregunta vale 10 minutos.
delete-me-done = Se ha borrado todo lo tuyo y ya no sé quién eres. Lo que escribí en este chat sigue ahí hasta que lo borres en Telegram. Si me vuelves a escribir, empezamos de nuevo.

## Help

help-tasks =
    <b>¿Qué quieres hacer?</b>

    Ver cómo va la cuenta: /overview
    Saber qué trajo una publicación o un reel: /posts, /reels
    Abrir una publicación por su enlace: /post
    Ver qué funcionó mejor y qué menos: /top, /bottom
    Marcar publicaciones e historias con temas: /tag
    Comparar periodos, publicaciones o temas: /compare
    Ver qué historias están activas: /live
    Repasar historias pasadas: /stories
    Ver las historias de un día: /archive
    Ver cuándo rindieron más las publicaciones: /besttime
    Ver quién te sigue y quién interactúa: /audience
    Recibir un boletín: /digest
    Elegir qué te aviso por mi cuenta: /alerts
    Entender una cifra: /why
    Comprobar que todo va bien: /status
    Conectar, cambiar o desconectar cuentas: /accounts
    Cambiar el idioma o la zona horaria: /settings
    Saber qué se guarda sobre ti: /privacy
    Llevarte tus datos: /export
    Leer los números con un programa tuyo: /api
    Borrar todo lo tuyo: /delete_me
help-numbers = «—» significa que Instagram no dio esa cifra; nunca significa cero. Instagram puede completar sus cifras hasta 48 horas después, así que durante un tiempo pueden ser distintas de las de la aplicación.
help-not-possible =
    <blockquote expandable><b>Lo que nadie puede hacer con la interfaz oficial de Instagram</b>
    • ver quién vio una publicación o una historia
    • separar el público de una publicación por edad, ciudad o seguimiento
    • dibujar la retención de un reel segundo a segundo
    • contar toques en enlaces y respuestas de encuestas en historias
    • saber de dónde vinieron las visualizaciones de una publicación
    • leer historias que terminaron antes de conectar
    • leer cifras de cada foto de un carrusel
    • ver las cifras privadas de la competencia
    Instagram no da esto a ninguna aplicación, así que no lo adivino.</blockquote>

hint-linked = No te he entendido. Aquí está lo que más se busca, y en /help lo demás.
hint-not-linked = No te he entendido. Muestro cifras de Instagram: primero conecta tu cuenta, o mira /help.

unknown-send =
    📭 Quizá se perdió un mensaje para ti: Telegram nunca me dijo si llegó ({ $moment }).
    Para no enviarlo dos veces, prefiero preguntar.

## Avisos para quien mantiene el bot

operator-alert = ⚠️ { $what }
operator-over = ✅ { $what }
operator-where = Dónde: { $where }
operator-and-more = { $where } y { $more } más
operator-began = Empezó el { $moment } ({ $zone }).
operator-goes-on = Sigue igual. Empezó el { $moment } ({ $zone }).
operator-again =
    { $count ->
        [one] Ha vuelto a pasar una vez desde mi último aviso. Empezó el { $moment } ({ $zone }).
       *[other] Ha vuelto a pasar { $count } veces desde mi último aviso. Empezó el { $moment } ({ $zone }).
    }
operator-run-book = Qué hacer: { $address }
operator-story-at-risk =
    { $count ->
        [one] Una historia termina en menos de una hora, y el último intento de leerla ha fallado.
       *[other] { $count } historias terminan en menos de una hora, y los últimos intentos de leerlas han fallado.
    }
operator-over-story-at-risk = Ya no hay peligro: las historias se han leído o han terminado.
operator-disk-full = Quedan menos de 500 MB libres en el disco.
operator-over-disk-full = Vuelve a haber sitio en el disco.
operator-instagram-silent = Hace más de diez minutos que Instagram no responde como debe.
operator-over-instagram-silent = Instagram vuelve a responder.
operator-app-throttled = Instagram frena toda la aplicación: durante un rato no se consulta nada para nadie.
operator-over-app-throttled = Instagram vuelve a aceptar consultas de la aplicación.
operator-two-pollers = Otro proceso recoge de Telegram las actualizaciones de este bot.
operator-over-two-pollers = Ya nadie más recoge las actualizaciones de este bot.
operator-restarts = Un proceso ha arrancado tres veces o más en diez minutos.
operator-over-restarts = El proceso ya no se reinicia.
operator-clock-off = Nuestro reloj y el de un servidor difieren en más de un minuto.
operator-over-clock-off = En dos horas no se ha visto más diferencia entre los relojes.
operator-token-unreadable =
    { $count ->
        [one] Un token no se puede descifrar. Hay que volver a hacer su vínculo.
       *[other] { $count } tokens no se pueden descifrar. Hay que volver a hacer sus vínculos.
    }
operator-wrong-person =
    { $count ->
        [one] Alguien ha vuelto de Instagram con un vínculo que había empezado otra persona. No se ha vinculado nada.
       *[other] { $count } veces alguien ha vuelto de Instagram con un vínculo que había empezado otra persona. No se ha vinculado nada.
    }
operator-webhooks-refused =
    { $count ->
        [one] Ha llegado una llamada más de un webhook sin firma válida.
       *[other] Han llegado { $count } llamadas de un webhook sin firma válida.
    }
operator-over-webhooks-refused = En la última hora apenas se han rechazado llamadas de un webhook.
operator-story-missed =
    { $count ->
        [one] Una historia ha terminado sin la última lectura: sus cifras finales se han perdido.
       *[other] { $count } historias han terminado sin la última lectura: sus cifras finales se han perdido.
    }
operator-token-ends =
    { $count ->
        [one] Un token caduca en menos de una semana y no se ha podido renovar.
       *[other] Hay tokens que caducan en menos de una semana, y su renovación ha fallado { $count } veces.
    }
operator-over-token-ends = Renovado, o ya no queda nada que renovar.
operator-rows-set-aside =
    { $count ->
        [one] Una fila de trabajo ha fallado una y otra vez y se ha apartado.
       *[other] { $count } filas de trabajo han fallado una y otra vez y se han apartado.
    }
operator-unsubscribed =
    { $count ->
        [one] Instagram había cortado los webhooks de una cuenta. Los he pedido de nuevo.
       *[other] Instagram había cortado { $count } veces los webhooks de una cuenta. Los he pedido de nuevo.
    }
operator-backup-old = No hay ninguna copia de seguridad de menos de 26 horas.
operator-over-backup-old = Vuelve a haber una copia de seguridad reciente.

## Errors

error-unexpected = Algo falló por mi parte. Ha quedado anotado; inténtalo de nuevo en un momento.
error-store-away = Por un momento no puedo consultar mis notas. No se ha perdido nada; inténtalo de nuevo dentro de poco.
error-not-linked = Aún no hay ninguna cuenta de Instagram conectada. Conecta una y te mostraré sus cifras.
error-deletion-expired = Esa pregunta es demasiado antigua, así que no se borró nada. Pregunta de nuevo con /delete_me.
error-tag-name = Un tema es una palabra o unas pocas, hasta 30 caracteres y sin «=». Elige otro nombre, por favor.
error-tag-taken = Ya tienes un tema con ese nombre.
error-api-key-may-not = La clave no tiene permiso para leer esto.
error-too-many-tags = Tienes 50 temas para esta cuenta, y es lo máximo. Quita uno primero: /tag
error-unknown-post = No conozco esta publicación entre las tuyas. Tiene que ser de una cuenta que hayas vinculado; lo publicado hace un minuto lo leo dentro de una hora.
error-not-found = Ya no lo encuentro. Puede que se haya borrado o que sea de una cuenta a la que no estás conectado.
error-no-healthy-link = El acceso a esta cuenta está cerrado, así que no llegan cifras nuevas. Vuelve a conectarla y seguiré al momento.
error-history-only = Desconectaste esta cuenta y conservaste su historial, así que no tiene boletín. Vuelve a conectarla y lo tendrá.
error-digest-there = Ya tienes un boletín así: de la misma cuenta, al mismo chat y con la misma frecuencia.
error-digest-paused = Ahora mismo no puedo enviar un boletín allí. En /digest verás por qué.
error-retry-at = Puedes volver a preguntar: { $retry }
error-instagram-transient = Instagram no responde en este momento.
error-instagram-throttled = Instagram pide una pausa por tantas peticiones.
error-instagram-own-budget = Por ahora no hago más peticiones para esta cuenta, para respetar los límites de Instagram.
error-instagram-token = Instagram cerró el acceso a tu cuenta. Vuelve a conectarla.
error-instagram-permission = Falta un permiso. Vuelve a conectar la cuenta y deja todos los interruptores activados.
error-instagram-gone = Instagram ya no tiene esto: terminó o se borró.
error-instagram-hidden = Instagram oculta estas cifras hasta que lo ve suficiente gente.
error-instagram-unsupported-metric = Instagram no ofrece esta cifra aquí.
error-instagram-before-conversion = Esto se publicó antes de que la cuenta fuera profesional; Instagram no da cifras de ello.
error-instagram-blocked = Instagram ha bloqueado esto por ahora. Abre la aplicación de Instagram: puede que haya un aviso para ti.
error-instagram-misconfigured = Ahora mismo Instagram no permite que { -brand } lea esto. Tiene que arreglarlo quien administra el bot; tú no tienes que hacer nada y tu vínculo se mantiene.
error-instagram-permanent = Instagram lo rechazó, y volver a pedirlo no servirá.

## Units

unit-days = { $count } d
unit-hours = { $count } h
unit-minutes = { $count } min
unit-seconds = { $count } s
