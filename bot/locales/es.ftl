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
button-language = 🌐 Idioma
button-time-zone = 🕐 Zona horaria
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
button-account = 👤 Cuenta
button-rates = ➗ Tasas
button-live = ⭕ Historias activas
button-live-count = ⭕ Historias activas ({ $count })
button-archive = 🗂 Archivo
button-refresh = ↻ Actualizar
button-pictures = 🖼 Imágenes
button-life-curve = 📈 Curva de vida
button-days = { $count ->
    [one] { $count } día
   *[other] { $count } días
}
button-chart-reach = Alcance
button-chart-followers = Seguidores
button-open = Abrir ↗
button-copy-link = Copiar
button-unlink = Desconectar
button-unlink-account = Desconectar { $account }
button-delete-everything = Borrar todo lo mío
button-digest = 📬 Boletín
button-change-digest = Cambiar boletín
button-digest-on = Activar
button-digest-off = Desactivar
button-digest-daily = Diario
button-digest-weekly = Semanal
button-digest-hour = 🕘 { $time }
button-digest-send-now = Enviar ahora
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
command-digest = Un boletín, diario o semanal
command-accounts = Cambiar, añadir o desconectar cuentas
command-status = Vínculos, peticiones y lo que Instagram no da
command-why = Qué significa una cifra
command-settings = Idioma y zona horaria
command-help = Qué puedo hacer
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

example-title = 👀 <b>Ejemplo con cifras inventadas</b>

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
linking-not-available = <b>No disponible:</b> las historias que ya terminaron.
linking-digest = 📬 Boletín: { $when }.
linking-digest-off = 📬 Boletín: desactivado.
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
    ℹ️ Otra persona acaba de conectar también <b>{ $account }</b> en Telegram.
    Si no es de tu equipo, cambia tu contraseña de Instagram y elimina allí { -brand } en «Aplicaciones y sitios web».
linking-broken = ⚠️ <b>Instagram cerró el acceso a { $account }</b>
linking-reason-expired = El permiso ha caducado.
linking-reason-password = Se cambió la contraseña de Instagram, o Instagram cerró la sesión por seguridad.
linking-reason-app-removed = { -brand } se eliminó en la configuración de Instagram.
linking-reason-checkpoint = Instagram quiere que antes inicies sesión y confirmes tu cuenta.
linking-reason-other = Instagram no dio un motivo exacto.
linking-broken-stories = { $count ->
    [one] Hay { $count } historia activa. Hasta que vuelvas a conectar la cuenta, sus cifras se detienen aquí. Termina: { $first_end }
   *[other] Hay { $count } historias activas. Hasta que vuelvas a conectar la cuenta, sus cifras se detienen aquí. La primera termina: { $first_end }
}
linking-broken-last-saved = Última vez guardado: { $moment }
linking-broken-next = Vuelve a conectar y seguiré al momento; todo lo guardado se queda.

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
page-not-found-title = Aquí no hay nada
page-not-found-text = Esta dirección no existe o ya no existe. Vuelve a Telegram y empieza de nuevo.
page-unexpected-title = Algo salió mal
page-unexpected-text = El error es nuestro, no tuyo. Vuelve a Telegram y empieza de nuevo.
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
overview-delay = Meta puede completar estas cifras hasta 48 h después.
overview-followers-since = 📈 Los seguidores se cuentan desde el { $day }: el gráfico empieza con el segundo día.
overview-nothing-read = Se están leyendo las primeras cifras. Vuelve a mirar en unos minutos.

chart-reach = Alcance por día, { $account }
chart-followers = Seguidores por día, { $account }
chart-this-period = Este periodo
chart-period-before = Periodo anterior
chart-nothing-yet = Aún no hay cifras por día
chart-life = Historia del { $posted }
chart-views = Visualizaciones
chart-reach-of-story = Alcance

stale = ⚠️ { $reason }
stale-last-known = ⚠️ <b>Datos parciales.</b> { $reason } Estas son las últimas cifras conocidas: { $moment }.
stale-retry = Volveré a intentarlo: { $retry }.
stale-nothing-known = Todavía no hay cifras.
stale-ask-again = Vuelve a preguntar dentro de un rato.
stale-link-broken = El vínculo con Instagram está roto: no se leerá nada nuevo hasta que vuelvas a vincular.

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
list-as-of = Actualizado entre { $oldest } y { $newest }
list-entry = <b>{ $number }.</b> { $format } · { $published }
list-title = <i>{ $title }</i>
list-numbers = Alcance { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares }
list-numbers-counting = Alcance { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares } · aún sumando

card-header = <b>{ $format }</b> · { $published } · hace { $age }
card-title = <i>{ $title }</i>
card-nothing-read = Instagram aún no ha dado cifras de esto.
card-before-conversion = Instagram no tiene cifras de antes de que la cuenta fuera profesional.
card-not-offered = Instagram no ofrece aquí: { $metrics }.
card-still-counting = ⏳ Aún sumando: Instagram puede completar estas cifras hasta 48 h después.
card-reach = Alcance <b>{ $reach }</b>
card-reach-of-followers = Alcance <b>{ $reach }</b> ({ $share } de tus seguidores de entonces)
card-views = Visualizaciones <b>{ $views }</b> ({ $frequency } por persona)
card-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }   🔁 { $reposts }
card-profile = Visitas al perfil { $visits } · seguidores nuevos { $follows }
card-watching = Visto: { $average } de media · { $total } en total
card-kept = Se quedaron más de 3 s: { $share } (estimación de Instagram)
card-engagement-rate = Interacción por alcance <b>{ $share }</b>
card-median = Tu mediana { $share } ({ $count ->
    [one] { $count } publicación
   *[other] { $count } publicaciones
} de este tipo)
card-save-and-share-rate = Guardados { $saves } · compartidos { $shares }
card-formula = <blockquote expandable>Interacción por alcance = (me gusta + comentarios + guardados + compartidos) / alcance. Guardados y compartidos también van por alcance; «1,6×» compara con tu propia mediana.</blockquote>

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
story-lost = 🔴 Perdida: terminó antes de que pudiera leerla
story-next-look = Próxima lectura: { $moment }
story-no-numbers = Instagram no dio cifras de esta historia. Las oculta hasta que la ve suficiente gente.
story-header = ⭕ <b>Historia { $number } de { $count }</b> · { $posted } · { $account }
story-reach = Visualizaciones <b>{ $views }</b> · alcance <b>{ $reach }</b>
story-reach-of-followers = Visualizaciones <b>{ $views }</b> · alcance <b>{ $reach }</b> ({ $share } de tus seguidores de entonces)
story-taps = → adelante { $forward } ({ $forward_share }) · ← atrás { $back } ({ $back_share })
story-exits = ✕ se fueron aquí { $exits } ({ $share })
story-completion = Vista completa <b>{ $share }</b> · respuestas { $replies } ({ $reply_share })
story-more = Compartidos { $shares } · visitas al perfil { $visits } · seguidores nuevos { $follows }
story-formula = <blockquote expandable>Se fueron aquí = salidas + pasos a la cuenta siguiente, por visualización. Vista completa = 100 % menos eso. Las respuestas van por alcance; en Europa y Japón la ley puede impedir que Instagram las cuente.</blockquote>
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

sequence-header = ⭕ <b>Historias del { $day }</b> · { $account }
sequence-slides = { $count ->
    [one] { $count } historia
   *[other] { $count } historias
} · { $states }
sequence-all-final = datos completos
sequence-reach = Alcance { $reach }
sequence-kept = Llegaron al final: <b>{ $share }</b>
sequence-median = Tu mediana: { $share }
sequence-completion = Vista completa { $share } · se fueron { $left } · respuestas { $replies }
sequence-loss = Mayor pérdida: historia { $slide } (−{ $share })
sequence-best-and-worst = Mejor vista completa: historia { $best } ({ $best_share }) · la más floja: historia { $worst } ({ $worst_share })
sequence-most-replies = Más respuestas: historia { $slide } ({ $replies })
sequence-why-partial = Parcial: la última lectura fue antes de las 23 h, así que faltan visualizaciones.
sequence-why-hidden = Oculta: Instagram no da cifras cuando muy poca gente ha visto una historia.
sequence-why-lost = Perdida: la historia terminó antes de que pudiera leerla, y después Instagram no conserva nada.

## Status

status-header = 🩺 <b>Estado</b>
status-well = ✅ Todo va bien.
status-account = <b>{ $account }</b> · conectada; acceso hasta el { $day }, y se renueva a tiempo
status-account-broken = ⚠️ <b>{ $account }</b> · vuelve a conectarla: no se lee nada nuevo para ti
status-read = Última lectura: { $what }
status-profile = perfil { $moment }
status-media = publicaciones { $moment }
status-stories = historias activas { $moment }
status-requests = Peticiones a Instagram hoy (UTC): { $count } (nunca más de { $most } en una hora)
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
status-refused = <b>Cifras que Instagram no ofrece por ahora</b>
status-refused-more = …y { $count } más
status-version = Meta responde con { $served } aunque pido { $asked }, desde el { $since }. Quien me administra debería saberlo.

## Refused metrics

refused-metric = • <code>{ $metric }</code>: no se ofrece para { $kind } desde el { $since }; se vuelve a probar el { $again }
refused-lists = • Las listas llegan sin cifras desde el { $since }, así que pregunto por cada publicación aparte; se vuelve a probar el { $again }
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
metric-name-save-rate = Guardados por alcance
metric-save-rate = Qué parte de la gente alcanzada lo guardó.
metric-name-share-rate = Compartidos por alcance
metric-share-rate = Qué parte de la gente alcanzada lo compartió.
metric-name-frequency = Vistas por persona
metric-frequency = Cuántas veces miró cada persona, de media.
metric-name-story-exit-rate = Salidas de la historia
metric-story-exit-rate = Qué parte de las visualizaciones de una historia acabó con una salida.
metric-name-story-completion = Completadas
metric-story-completion = Qué parte de las visualizaciones de una historia no acabó con una salida.
metric-name-reply-rate = Respuestas por alcance
metric-reply-rate = Qué parte de la gente alcanzada respondió.
metric-name-reel-kept-rate = Más de 3 s
metric-reel-kept-rate = Qué parte de las primeras visualizaciones de un reel pasó de 3 segundos.
metric-name-sequence-retention = Hasta el final
metric-sequence-retention = Qué parte de la gente que alcanzó la primera historia del día alcanzó también la última.

## Accounts

accounts-header = { $count ->
    [0] Aún no hay ninguna cuenta conectada.
    [one] <b>{ $count } cuenta conectada</b>
   *[other] <b>{ $count } cuentas conectadas</b>
}
accounts-entry = • <b>{ $account }</b> · seguidores: { $followers }
accounts-entry-broken = • ⚠️ <b>{ $account }</b> · seguidores: { $followers } · vuelve a conectarla
unlink-question = ¿Desconectar <b>{ $account }</b>?
unlink-others = { $count ->
    [one] Hay { $count } persona más conectada a esta cuenta, así que se sigue guardando para ella. Tú dejarás de verla.
   *[other] Hay { $count } personas más conectadas a esta cuenta, así que se sigue guardando para ellas. Tú dejarás de verla.
}
unlink-stops = Nadie más está conectado a esta cuenta, así que desde ahora no se guardará nada.
unlink-stories = { $count ->
    [0] Aún no se ha guardado ninguna historia.
    [one] Dejarás de ver { $count } historia guardada, y sus cifras no se pueden volver a leer.
   *[other] Dejarás de ver { $count } historias guardadas, y sus cifras no se pueden volver a leer.
}
unlink-token = Tu boletín se detiene y mi acceso a Instagram se borra al momento.
unlinked = <b>{ $account }</b> está desconectada. Mi acceso a Instagram está borrado. Puedes volver a conectarla cuando quieras.

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
settings-choose-region =
    🕐 ¿Dónde estás?
    Ahora: { $zone }, allí son las { $now }
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
digest-when-daily = todos los días a las { $time }, hora de { $zone }
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
digest-post = Publicación: <i>{ $title }</i> · alcance { $reach }
digest-reel = Reel: <i>{ $title }</i> · alcance { $reach }
digest-best-post = Mejor publicación: <i>{ $title }</i> · alcance { $reach } · { $times } tu mediana
digest-best-reel = Mejor reel: <i>{ $title }</i> · alcance { $reach } · { $times } tu mediana
digest-story-retention = Llegaron al final de las historias: { $share }
digest-quiet = Días tranquilos: no se publicó nada. Tu cuenta sigue viva igualmente.
digest-quiet-numbers = Seguidores: <b>{ $followers }</b> · alcance: <b>{ $reach }</b>

## Privacy

privacy-intro =
    🔒 <b>Privacidad</b>
    Leo las cifras de las cuentas de Instagram que conectas, y nada más. Nunca veo tu contraseña, nunca publico sin que lo ordenes y no paso nada a nadie.
privacy-kept = <b>Qué se guarda y cuánto tiempo</b>
privacy-kept-entry = • { $what }: { $how_long }
privacy-tokens = acceso a Instagram, cifrado
privacy-numbers = cifras de publicaciones, reels y cuenta
privacy-history = cómo eran antes esas cifras, día a día
privacy-stories = historias guardadas
privacy-link-attempts = intentos de conexión sin terminar
privacy-messages = boletines y avisos que te he enviado
privacy-updates = registro de qué mensajes tuyos se atendieron
privacy-until-unlinked = hasta que desconectes la cuenta
privacy-security = El acceso se guarda cifrado, y su clave está en otro sitio.
privacy-rights = Desconecta una cuenta cuando quieras en /accounts: el acceso se borra al momento. También puedes eliminar { -brand } en la configuración de Instagram, en «Aplicaciones y sitios web».

## Borrarlo todo

delete-me-question = 🗑 <b>¿Borrar todo lo tuyo?</b> No se puede deshacer.
delete-me-accounts = Mi acceso a Instagram y tu conexión con: { $accounts }
delete-me-stories = { $count ->
    [0] Todo lo guardado de las cuentas a las que nadie más está conectado. No hay historias entre ello.
    [one] Todo lo guardado de las cuentas a las que nadie más está conectado, incluida { $count } historia: sus cifras no se pueden volver a leer.
   *[other] Todo lo guardado de las cuentas a las que nadie más está conectado, incluidas { $count } historias: sus cifras no se pueden volver a leer.
}
delete-me-person = Tus ajustes, tus boletines y lo que sé de ti.
delete-me-done = Todo lo tuyo está borrado. Puedes empezar de nuevo cuando quieras con /start.

## Help

help-tasks =
    <b>¿Qué quieres hacer?</b>

    Ver cómo va la cuenta: /overview
    Saber qué trajo una publicación o un reel: /posts, /reels
    Ver qué historias están activas: /live
    Repasar historias pasadas: /stories
    Recibir un boletín: /digest
    Entender una cifra: /why
    Comprobar que todo va bien: /status
    Conectar, cambiar o desconectar cuentas: /accounts
    Cambiar el idioma o la zona horaria: /settings
    Saber qué se guarda sobre ti: /privacy
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

## Errors

error-unexpected = Algo falló por mi parte. Ha quedado anotado; inténtalo de nuevo en un momento.
error-not-linked = Aún no hay ninguna cuenta de Instagram conectada. Conecta una y te mostraré sus cifras.
error-not-found = Ya no lo encuentro. Puede que se haya borrado o que sea de una cuenta a la que no estás conectado.
error-no-healthy-link = El acceso a esta cuenta está cerrado, así que no llegan cifras nuevas. Vuelve a conectarla y seguiré al momento.
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
