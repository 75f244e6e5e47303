# Text of messages carries Telegram's HTML; buttons, charts, pages (page-) and toasts are plain.
# Units follow their number without a break: code sees to that.

-brand = Farolero

## Buttons

button-back = ⟵ Back
button-connect = 🔗 Connect Instagram
button-link-again = 🔗 Link again
button-open-instagram = 🔗 Continue to Instagram
button-try-now = ↻ Try now
button-start-anew = Start again
button-cancel = Cancel
button-example = What you will see
button-privacy = Privacy
button-security-log = 🔐 Security log
button-language = 🌐 Language
button-time-zone = 🕐 Time zone
button-by-location = 📍 By my location
button-share-location = 📍 Share my location
button-take-zone = Yes: { $now } { $zone }
button-settings = ⚙️ Settings
button-help = Help
button-status = 🩺 Status
button-why = ℹ️ Meanings
button-all-metrics = ℹ️ All numbers
button-accounts = Accounts
button-overview = 📊 Overview
button-posts = 📷 Posts
button-reels = 🎬 Reels
button-stories = ⭕ Stories
button-by-age = Age
button-by-gender = Gender
button-by-city = Cities
button-by-country = Countries
button-who-follows = 👥 Who follows
button-who-engages = 💬 Who engages
button-account = 👤 Account
button-rates = ➗ Rates
button-post-rates = Of posts and reels
button-story-rates = Of stories
button-growth-rates = Beside your usual
button-live = ⭕ Live stories
button-live-count = ⭕ Live stories ({ $count })
button-archive = 🗂 Past stories
button-story-days = 🗓 By day
button-newest-stories = 🗂 Newest stories
button-refresh = ↻ Refresh
button-top = 🏆 What did best
button-best-time = 🕐 Best time
button-topics = 🏷 Topics
button-tags = 🏷 All topics
button-mark = ✏️ Mark
button-rename = Rename
button-remove-tag = Remove
button-copy-start = Copy the beginning
button-compare = ⚖️ Compare
button-compare-periods = 📅 Two periods
button-compare-posts = 📷 Two posts
button-compare-tags = 🏷 Two topics
button-compare-other = With another one
button-just-before = The time before
button-weeks-before = { $count ->
    [one] { $count } week earlier
   *[other] { $count } weeks earlier
}
button-best = 🏆 Best five
button-worst = 🥀 Weakest five
button-measure = By what?
button-pictures = 🖼 Pictures
button-slides = 🖼 The slides
button-life-curve = 📈 Life curve
button-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
button-chart-reach = 📈 Reach by day
button-chart-followers = 📈 Followers by day
button-audience = 👥 Audience
button-open = Open ↗
button-unlink-account = Unlink { $account }
button-unlink-keep = Unlink, keep the history
button-unlink-delete = Unlink and delete everything
button-delete-history = 🗑 Delete history
button-delete-everything = Delete everything of mine
button-export = 📦 Export
button-export-numbers = 📊 Numbers as a table
button-export-report = 📄 Report of a month (PDF)
button-this-month = This month
button-last-month = Last month
button-everything-kept = Everything kept
button-more-spans = Months, everything…
button-xlsx = XLSX: Excel, Numbers, LibreOffice
button-csv = CSV: any spreadsheet
button-json = JSON: for programs
button-export-everything = 📦 Everything of mine (ZIP)
button-api-keys = 🔑 For your programs
button-file-first = 📦 Send my file first
button-delete-without-file = Delete without a file
button-digest = 📬 Digest
button-digest-mute-week = 🔕 Mute 1 week
button-digest-report = 📊 Open report
button-change-digest = Change digest
button-digest-on = Turn on
button-digest-off = Turn off
button-digest-daily = Daily
button-digest-weekly = Weekly
button-digest-monthly = Monthly
button-each-day = Daily
button-each-week = Weekly
button-each-month = Monthly
button-digest-hour = 🕘 { $time }
button-digest-send-now = Send now
button-digest-preview = Preview
button-digest-pause = Pause or delete
button-digest-remove = 🗑 Delete digest
button-digest-add = ➕ Add a digest
button-mute-week = 🔕 Mute 1 week
button-unmute = 🔔 Unmute
button-all-accounts = All accounts
button-place-private = Here, in private
button-alerts = 🔔 Alerts
button-alerts-stories = Links and stories
button-alerts-numbers = Posts and followers
button-quiet-hours = 🌙 Quiet hours
button-end-mutes = End all mutes
button-mute = 🔕 { $length }
button-quiet-on = Turn on, { $begins }–{ $ends }
button-quiet-off = Turn off
button-quiet-begin = From { $time }
button-quiet-end = Until { $time }
button-urgent = Urgent alerts ring at any hour
button-open-post = 📷 Open post
button-open-reel = 🎬 Open reel
button-send-again = Send again

## Short answers to a tap

toast-saved = Saved
toast-on-its-way = On its way…
toast-still-away = Instagram is still not answering
toast-button-outdated = This button is out of date. Please open the screen again.

## The bot in Telegram

command-overview = Your account at a glance
command-posts = Your posts and their numbers
command-reels = Your reels and their numbers
command-stories = Your past stories
command-live = Stories alive right now
command-besttime = When your posts did better
command-audience = Who follows and who engages
command-digest = Your digests: daily, weekly, monthly
command-alerts = What I tell you by myself, and when not
command-accounts = Switch, add or unlink accounts
command-status = Links, calls, and what Instagram withholds
command-why = What a number means
command-settings = Language and time zone
command-help = What I can do
command-chat-overview = The account that is shown here
command-chat-help = What is shown here
command-here = Show an account in this chat
command-chat-settings = What is shown here, and the language
profile-description =
    Your Instagram numbers, in Telegram.

    Every story is captured before it vanishes. Posts, reels and your account at a glance, a digest at the hour you choose. Official Instagram login, no password, delete any time.
profile-short-description = Your Instagram numbers, in Telegram. Every story is captured before it vanishes.

## Start

home-welcome =
    📊 Your Instagram numbers, in Telegram.
    Stories are saved before they vanish. Official login, no password, delete any time.
home-menu =
    📊 <b>{ $account }</b> · followers: { $followers }
    What would you like to see?
home-broken =
    ⚠️ Instagram closed the link to <b>{ $account }</b>.
    You can still see everything saved so far. New numbers come once you link again.
home-kept =
    🗂 <b>{ $account }</b> is not linked; its history is kept.
    You can see everything saved so far. New numbers come once you link again.

example-title = 👀 <b>Example with made-up numbers</b>

## Groups and channels

button-invite = 👥 Show in a group
button-add-to-group = 👥 To a group
button-add-to-channel = 📣 To a channel
button-shown-in = Where it is shown
button-show-there = Show { $account } there
button-take-back = Take it back
button-decide = Decide in private
button-take-away = Take { $account } away
allowed-overview = Overview
allowed-media = Posts and reels
allowed-stories = Stories
allowed-digests = Digests
invite-title = 👥 <b>Show { $account } in a group or channel</b>
invite-how = Choose below where to add me. In a topic, an administrator sends <code>/here</code> to move the account there. For a channel I ask you here once I am in it.
invite-rights = At first only the overview is shown, and digests may go there. You alone choose what is shown, and take it back at any time. Links, settings and everything else stay private.
place-question = 👥 <b>Show one of your accounts in “{ $title }”?</b>
place-first = Then its overview can be seen there. You choose what else is shown, and can take it back at any time.
shown-nowhere = No account of yours is shown in a group or channel.
shown-in-title = 👥 <b>Your accounts are shown here:</b>
shown-in-entry = <b>{ $title }</b> · { $account }: { $what }
shown-nothing = nothing at present
grant-title = 👥 <b>{ $account } in “{ $title }”</b>
grant-group = Members of the group can see what is ticked. Its administrators can take the account away, nothing more.
grant-channel = Administrators of the channel can post what is ticked, and take the account away, nothing more.
grant-topic = It is shown in one topic only. An administrator who sends <code>/here</code> in another one can ask you to move it.
grant-silenced = ⚠️ I may not write there at present.
grant-ended = ✅ { $account } is not shown in “{ $title }” any more. Messages that are there already stay; their buttons show nothing.
chat-put-out = ℹ️ I was put out of “{ $title }”, where { $account } was shown. It is not shown there any more, and no digest goes there. Whoever adds me again needs your approval anew.
chat-silenced = ℹ️ I may no longer write in “{ $title }”, where { $account } is shown. An administrator there can change that.
chat-home = 📊 <b>Shown here:</b>
chat-home-entry = { $account }
chat-settings = ⚙️ <b>For administrators.</b> Shown here:
chat-choose-language = Which language shall I speak here?
grant-choose-language = Which language shall I speak in “{ $title }”?
chat-taken-away = { $account } is not shown here any more.
here-proposal = 👥 Whose Instagram account shall be shown here? Its owner decides in private.
here-granted = ✅ From now on { $account } is shown here. Anybody may ask.
error-ticket = This link is not for you, or too old. Please ask for a new one.
error-not-an-admin = Only administrators of this chat can do that.
error-not-in-the-chat = I cannot find that chat: one of us is not in it, or not any more.
error-not-shown-here = That is not shown here.

## Inline

inline-title = { $account } · { $days } days
inline-description = Reach { $reach } · { $period }
inline-connect = Connect Instagram first

## Linking

permission-basic = see your profile and your posts
permission-insights = read your insights
permission-publish = publish posts
permission-comments = manage comments
permission-messages = manage messages
permission-optional = { $permission } (optional)

linking-invitation =
    🔗 <b>Connect Instagram</b>

    You sign in at Instagram itself; your password never reaches me. I will ask for permission to:
    { $permissions }

    It works for professional accounts: business or creator. The button is yours alone, please do not forward it.
    Expires: { $until }
linking-linked = ✅ Linked <b>{ $account }</b> · followers: { $followers }
linking-relinked = ✅ Linked <b>{ $account }</b> again · followers: { $followers }
linking-granted = You allowed me to: { $permissions }.
linking-declined = You declined: { $permissions }. That is fine, everything here works without it.
linking-granted-unknown = Instagram did not say which permissions you granted. I will tell you if one is missing.
linking-from-now = <b>From now on:</b> every story is captured until shortly before its 24 hours end.
linking-backfill = <b>Being read now:</b> your posts and reels with their numbers so far.
linking-all-read = <b>All read:</b> your posts and reels with their numbers so far.
linking-no-more = This account is not linked any more.
linking-not-available = <b>Not available:</b> stories that ended before now.
linking-digest = 📬 Digest: { $when }.
linking-digest-off = 📬 Digest: off.
linking-zone-guessed = 🕐 That is by the clock of { $zone }, which is a guess: please choose your time zone.
link-denied = You said no at Instagram, so nothing was linked and nothing was saved. If that was a slip, just try again.
link-expired = ⌛ This link has expired: it is valid for 10 minutes. Nothing was linked. Please start again.
link-replayed = This link has been used already; each one works only once. If your account is not linked yet, please start again.
link-pending =
    ⏳ <b>Instagram link pending</b>

    Instagram is not answering. You need not do anything: I keep what it has given me so far and try again by myself.
    Next try: { $retry }
linking-nothing-pending = No link is pending any more. If Instagram has just answered, the result comes as a message of its own.
linking-cancelled = Cancelled: nothing was linked, and nothing of it was kept.
link-gave-up = ⌛ Instagram did not answer in time, so I gave up: nothing was linked and nothing was kept. Please start again once it is back.
link-interrupted = Instagram did not go through with it, or its answer was lost on the way, so nothing was linked and nothing was saved. Please start again in a moment.
link-wrong-person =
    ⛔ This link was started by <b>somebody else</b> on Telegram, so nothing was linked and nothing was saved.

    If that person sent it to you, do not answer: whoever links your Instagram can read your private numbers. To link your own account, start here yourself.
linking-wrong-code = That code does not fit. Check it on the page where it is shown, or start again: a code is valid for 10 minutes and after five wrong tries no longer.
link-missing-permissions =
    { $count ->
        [one] Nothing was linked: one permission is missing.
       *[other] Nothing was linked: some permissions are missing.
    }
    { $permissions }

    Without this I cannot read your numbers. Please try again and leave the switch on.
link-not-professional =
    <b>{ $account }</b> is a personal account. Instagram gives numbers only for professional ones, so nothing was linked.

    Switching is free and takes a minute: in the Instagram app open <b>Settings → Account type and tools → Switch to professional account</b>. Then try again.
link-too-many-attempts =
    That was a lot of attempts. For your safety there is a short break.
    You can try again: { $retry }
only-in-private = 🔒 Numbers and links are for your eyes only. Please open a chat with me and send /start.
linking-second-owner =
    ℹ️ Somebody else has linked <b>{ $account }</b> on Telegram, too: { $moment }.
    They see its numbers, but nothing of yours: not your settings, digests or access.

    Linking needs the Instagram login, so ask who on your team has it. Instagram itself shows who logged in: <b>Accounts Centre → Password and security → Where you’re logged in</b>.
    If it was nobody you trust, change your Instagram password and remove { -brand } under “Apps and websites”: that closes every link. Then link again.
linking-data-deleted = 🗑 <b>Instagram asked me to delete one of your linked accounts.</b> Its owner wished so there. My access and everything saved of it are gone.
linking-data-deleted-left = Still linked: { $accounts }
linking-ends = ⏳ <b>The link to { $account } is about to end</b>: { $moment }
linking-ends-refused = I have tried to renew it, and Instagram refuses.
linking-ends-away = I keep trying to renew it, but Instagram has not answered so far.
linking-ends-next = Link again before that and nothing is missed; everything saved so far stays.
linking-broken = ⚠️ <b>Instagram closed the link to { $account }</b> ({ $since })
linking-broken-unlinked = ⚠️ <b>No link to { $account } works any more</b> ({ $since })
linking-replaced = ℹ️ <b>Instagram closed your link to { $account }</b> ({ $since })
linking-reason-expired = The permission has expired; Instagram gives it for 60 days at a time. Linking again is all it takes.
linking-reason-password = The Instagram password was changed, or Instagram ended the session for security reasons. Linking again is all it takes.
linking-reason-app-removed = { -brand } was removed in Instagram’s settings, under “Apps and websites”. If that was not on purpose, link again.
linking-reason-checkpoint = Instagram wants to be sure that it is you. Open the Instagram app, log in and do what it asks; then link again.
linking-reason-unconfirmed = The Instagram account is not confirmed. Confirm its email or phone number in the Instagram app; then link again.
linking-reason-invalid = Instagram declared my access invalid, as it does after “log out everywhere”. Linking again is all it takes.
linking-reason-role = The login that was used has no role at this account any more. Link again with one that manages it.
linking-reason-permission = A permission that I need is switched off. Link again and leave all switches on.
linking-reason-unreadable = I cannot read the access that I stored: it is damaged, or its key was changed. That is not your doing; linking again mends it, and whoever runs me should look at the log.
linking-reason-unlinked = Whoever’s link brought the numbers has unlinked the account, and yours was closed before. Link again to go on.
linking-reason-other = Instagram accepts my access no longer and gave no exact reason. Linking again is all it takes.
linking-broken-stories = { $count ->
    [one] <b>{ $count } story is alive</b> and ends at { $first_end }. Until you link again, its numbers stop here.
   *[other] <b>{ $count } stories are alive</b>; the first one ends at { $first_end }. Until you link again, their numbers stop here.
}
linking-broken-no-stories = No story is alive that I know of, so nothing is being lost right now. One that you publish is seen only after you link again.
linking-broken-last-saved = Last look saved: { $moment }
linking-broken-next = Link again and I carry on at once. Everything saved so far stays, and posts and reels are caught up.
linking-replaced-next = Nothing stops: numbers go on coming through somebody else’s link. Link again, so that they do not hang on that one alone.
linking-broken-group = ⚠️ <b>The link to { $account } is closed</b>, so no new numbers come here.
linking-broken-group-who = { $person } has to link it again, in a private chat with me.
linking-history-passed-on =
    ℹ️ <b>{ $account }</b> was linked by somebody else: { $moment }. They showed Instagram that the account is theirs, so the history that you kept has passed on to them.
    Link it yourself and you see it again.

caught-up-header = ✅ <b>{ $account } is being read again</b>
caught-up-gap = No link worked from { $since } to { $until } ({ $length }).
caught-up-stories = <b>{ $saved } of { $count } { $count ->
    [one] story
   *[other] stories
} saved</b>{ $partial ->
    [0] { "" }
   *[other] , { $partial } in part
}{ $lost ->
    [0] { "" }
   *[other] , { $lost } lost
}
caught-up-no-stories = No story that I know of was alive in that time.
caught-up-alive = • { $count } still alive, captured to the end as always
caught-up-finished = • { $count } ended in that time, with the last look made before
caught-up-partial = • Story of { $posted }: in part. It ended at { $ended }; my last look was at { $seen }, { $age } into its life.
caught-up-lost = • Story of { $posted }: lost at { $ended }; I had no numbers of it.
caught-up-gone = • Story of { $posted }: Instagram no longer lists it. My last numbers are of { $seen }.
caught-up-gone-unseen = • Story of { $posted }: Instagram no longer lists it, and I had no numbers of it.
caught-up-unseen = Stories that began and ended between { $since } and { $until } could not be seen. How many there were, nobody can tell any more.
caught-up-posts = { $count ->
    [0] Posts and reels missed no look.
    [one] { $count } post or reel missed its look; it is made now. Totals lose nothing by that.
   *[other] { $count } posts and reels missed their looks; they are made now. Totals lose nothing by that.
}
caught-up-elsewhere = It is read through somebody else’s link; yours is still closed.

## Web pages

page-start-title = Connect Instagram
page-start-who = { $bot } wants to link your Instagram account with this Telegram account: { $person }.
page-start-what = On the next page Instagram asks you for permission to:
page-start-button = Continue to Instagram
page-start-warning = If you did not press “Connect Instagram” in your own Telegram a moment ago, close this page.
page-nameless = no name
page-done-title = Almost done
page-done-text = Instagram said yes. Go back to Telegram to finish.
page-done-button = Back to Telegram
page-done-code = If the button does nothing, type this code in the chat with the bot:
page-done-warning = Never send this code to anybody else. It is valid for 10 minutes.
page-denied-title = Nothing was linked
page-denied-text = You did not allow access at Instagram. Nothing was saved. You can start again in Telegram at any time.
page-expired-title = This link has expired
page-expired-text = A link is valid for 10 minutes. Nothing was saved. Please go back to Telegram and start again.
page-data-deleted-title = Your data has been deleted
page-data-deleted-text = Instagram passed on the request to delete what { -brand } had kept of an Instagram account. The request was received, and everything has been deleted: the access, the numbers, posts and stories.
page-data-deleted-when = Done on { $day } at { $time } UTC.
page-data-deleted-note = This page holds no data: it only knows this confirmation code.
page-not-found-title = There is nothing here
page-not-found-text = This address does not exist, or no longer. Please go back to Telegram and start again.
page-too-many-title = One moment, please
page-too-many-text = Too many pages were opened from your network just now. Please wait a little and try again.
page-unexpected-title = Something went wrong
page-unexpected-text = That was our mistake, not yours. Please go back to Telegram and start again.
page-unexpected-reference = Reference { $reference }: whoever runs this bot finds it in the log.
page-back-button = Back to Telegram

## Overview

overview-header = <b>{ $account }</b> · { $days ->
    [one] { $period }
   *[other] { $days } days, { $period }
} · { $zone } time
overview-followers = Followers: <b>{ $value }</b>
overview-followers-moved = Followers: <b>{ $value }</b> { $net } ({ $came } came, { $left } left)
overview-reach = Reached: <b>{ $value }</b>{ $change }
overview-reach-split = Reached: <b>{ $value }</b>{ $change } · { $share } not followers
overview-views = Views: <b>{ $value }</b>{ $change }
overview-engaged = Engaged: <b>{ $value }</b>{ $change }
overview-actions = Actions: <b>{ $value }</b>{ $change }
overview-link-taps = Link taps: <b>{ $value }</b>{ $change }
overview-published = Published: { $what }
overview-published-nothing = Published: nothing
overview-posts = { $count ->
    [one] { $count } post
   *[other] { $count } posts
}
overview-reels = { $count ->
    [one] { $count } reel
   *[other] { $count } reels
}
overview-stories = { $count ->
    [one] { $count } story
   *[other] { $count } stories
}{ $ended ->
    [0] { "" }
   *[other] { " " }(captured { $captured }/{ $ended })
}
overview-stories-since = { $stories } since { $day }
overview-unique-unknown = <blockquote expandable>Why “—”? Reached and engaged count each person once, and Instagram does so for at most 30 days. Adding up shorter periods would count the same people again, so I do not.</blockquote>
numbers-as-of = Updated: { $moment }
overview-delay = Meta may add to these numbers for up to 48 h; ads count, too.
overview-followers-since = 📈 Followers are counted since { $day }: the chart begins with the second day.
overview-nothing-read = The first numbers are being read. Please look again in a few minutes.

chart-reach = Reach by day, { $account }
chart-reach-of-accounts = Reach of your accounts
chart-followers = Followers by day, { $account }
chart-this-period = This period
chart-period-before = Period before
chart-nothing-yet = No daily numbers yet
chart-no-numbers = No numbers
chart-life = Story of { $posted }
chart-views = Views
chart-reach-of-story = Reach

stale = ⚠️ { $reason }
stale-last-known = ⚠️ <b>Partial.</b> { $reason } These are the last known numbers, from: { $moment }.
stale-retry = I will try again: { $retry }.
stale-nothing-known = There are no numbers yet.
stale-ask-again = Please ask again in a while.
stale-link-broken = The link to Instagram is broken, so nothing new can be read until you link again.
stale-unlinked = You unlinked this account; this is the history that you kept.

## Posts and reels

media-photo = 📷 Photo
media-carousel = 🖼 Carousel
media-video = 🎞 Video
media-reel = 🎬 Reel
media-no-caption = (no caption)

list-posts = 📷 <b>Posts</b> · { $account }
list-reels = 🎬 <b>Reels</b> · { $account }
list-page = Page { $page } of { $pages }
list-posts-empty = No posts yet. As soon as you publish one, it appears here.
list-reels-empty = No reels yet. As soon as you publish one, it appears here.
list-syncing = ⏳ Your history is still being read; more will appear here.
list-syncing-of = ⏳ Reading your posts: { $read } of { $total }  { $bar }
sync-paused-of = ⏸ Your posts: { $read } of { $total } read so far  { $bar }
    I carry on: { $moment }
sync-paused = ⏸ Your posts are not all read yet. I carry on: { $moment }
sync-cut-off-of = ⏸ Your posts: { $read } of { $total } read so far  { $bar }
    The rest follows when the account is linked again.
sync-cut-off = ⏸ Your posts are not all read yet. The rest follows when the account is linked again.
post-link = Send me the link of a post or reel of yours (in Instagram: Share → Copy link), or write <code>/post 1</code> for the newest, <code>/post 2</code> for the one before.
list-as-of = Updated between { $oldest } and { $newest }
list-entry = <b>{ $number }.</b> { $format } · { $published }
list-title = <i>{ $title }</i>
list-numbers = Reach { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares }
list-numbers-counting = Reach { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares } · still counting

card-header = <b>{ $format }</b> · { $published } · { $age } old
card-title = <i>{ $title }</i>
card-nothing-read = Instagram has not given any numbers for this yet.
card-before-conversion = Instagram has no numbers from before this account was professional.
card-not-offered = Instagram does not offer here: { $metrics }.
card-still-counting = ⏳ Still counting: Instagram may add to these numbers for up to 48 h.
card-reach = Reach <b>{ $reach }</b>
card-reach-of-followers = Reach <b>{ $reach }</b> ({ $share } of your followers then)
card-views = Views <b>{ $views }</b> ({ $frequency } per person)
card-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }   🔁 { $reposts }
card-profile = Profile visits { $visits } · new followers { $follows }
card-profile-and-rate = Profile visits { $visits } · new followers { $follows } ({ $rate } per 1,000 reached)
card-watching = Watched: { $average } on average · { $total } in all
card-kept = Stayed past 3 s: { $share } (Instagram’s estimate)
card-engagement-rate = Engagement by reach <b>{ $share }</b>
card-engagement-rates = Engagement by reach <b>{ $share }</b> · by followers then { $by_followers }
card-median = Your median { $share } ({ $count ->
    [one] { $count } post
   *[other] { $count } posts
} of this kind)
card-save-and-share-rate = Saves { $saves } · shares { $shares }
card-same-age = Reach at { $age }: <b>{ $times }</b> your usual at that age ({ $count } of this format)
card-rank = Place { $place } of { $count } by shares per reach
card-at-a-day = After 24 h it had { $share } of today’s reach.
card-formula = <blockquote expandable>Engagement by reach = (likes + comments + saves + shares) / reach. Saves and shares are per reach, too; “1.6×” compares with your own median. Ads do not count; Instagram keeps these numbers for up to two years.</blockquote>
top-header = 🏆 <b>What did best</b> · { $account }
top-header-worst = 🥀 <b>What did least</b> · { $account }
top-period = { $measure } · { $days } days, { $period }
top-entry = <b>{ $number }. { $times }</b> your usual · { $format } · { $published }
top-numbers = { $value } at { $age }; your usual at that age: { $usual }
top-method = <blockquote expandable>Compared: { $count ->
    [one] { $count } post or reel
   *[other] { $count } posts and reels
}. Each stands beside your usual: the median of your last 20 of the same format, as they were at the same age.</blockquote>
top-immature = ⏳ Left out: { $count } younger than 48 h, still counting.
top-without-usual = { $count ->
    [one] Left out: { $count } of a format of which I know fewer than five at the same age.
   *[other] Left out: { $count } of formats of which I know fewer than five at the same age.
}
top-needs-five = Not enough to compare yet: it needs five more of a kind whose numbers I know at the same age. I read every post at the same ages, so this comes by itself.
top-only-immature = All that you published is younger than 48 h: its numbers still move, so I do not rank it yet.
top-nothing-published = Nothing was published in this time, or its numbers have not been read yet.
top-measures = By what shall I compare? Every choice is held against your own usual at the same age.
card-tags = 🏷 { $tags }
tags-header = 🏷 <b>Topics</b> · { $account }
tags-what = Mark posts, reels and stories with words of your own, and see what each topic brings. Only you see them.
tags-entry = • <b>{ $tag }</b> · { $what }
tags-new = A new one: write <code>/tag</code> and a word, for example <code>/tag garden</code>.
tag-stories = { $count ->
    [one] { $count } story
   *[other] { $count } stories
}
tag-nothing = nothing yet
tag-header = 🏷 <b>{ $tag }</b> · { $account }
tag-empty = Nothing has this topic yet. Tap “Mark”, or “Topics” under a post, reel or story.
tag-posts = <b>Posts and reels</b> ({ $count } with numbers)
tag-reach = Median reach <b>{ $median }</b>
tag-usual = At the same age: <b>{ $times }</b> your usual of the same format (median)
tag-engagement = Engagement by reach <b>{ $share }</b> of all together · median { $median }
tag-rates = Median saves { $saves } · shares { $shares }, by reach
tag-final-stories = <b>Stories</b> ({ $count } final)
tag-story-numbers = Median reach { $reach } · completion { $completion }
tag-needs-five = <i>Medians need five; with fewer it is “—”.</i>
tag-post-entry = <b>{ $number }.</b> { $format } · { $published } · <i>{ $title }</i>
tag-story-entry = <b>{ $number }.</b> ⭕ Story · { $published }
tag-rename =
    ✏️ To rename <b>{ $tag }</b>, write:
    <code>/tag { $tag } = new name</code>
tag-removal-question = { $count ->
    [0] 🏷 Remove the topic <b>{ $tag }</b>?
    [one] 🏷 Remove the topic <b>{ $tag }</b>? It is taken off { $count } post, reel or story, which itself stays.
   *[other] 🏷 Remove the topic <b>{ $tag }</b>? It is taken off { $count } posts, reels and stories, which themselves stay.
}
tags-of = 🏷 Which topics has it? Tap to add one or to take it off.
tags-of-none = 🏷 There is no topic yet. Write <code>/tag</code> and a word, for example <code>/tag garden</code>, and then mark what has it.
marking-header = 🏷 <b>{ $tag }</b> · { $account }: tap what has this topic, tap again to take it off.
marking-nothing = There is nothing to mark here yet.
marking-post = <b>{ $number }.</b> { $format } · { $published }
marking-post-marked = ✅ <b>{ $number }.</b> { $format } · { $published }
marking-story = <b>{ $number }.</b> ⭕ Story · { $published }
marking-story-marked = ✅ <b>{ $number }.</b> ⭕ Story · { $published }
compare-what = ⚖️ <b>What shall I compare?</b>
compare-line = { $name }: <b>{ $first }</b> · { $second }
compare-line-changed = { $name }: <b>{ $first }</b> · { $second } · { $change }
compare-periods = ⚖️ <b>{ $later }</b> · { $earlier } · { $account }
compare-published = Published posts and reels
compare-engagement = { $share } (median { $median })
compare-engagement-note = <i>Engagement: all actions by all reach of what was published in the period and is 48 h old, beside the median of posts. A change is told from 20 up.</i>
compare-pick-first = ⚖️ Which post or reel of { $account }?
compare-pick-second = ⚖️ And with which one of { $account }?
compare-posts = ⚖️ <b>Two posts</b> · { $account }
compare-at-age = Both as they were at an age of { $age }:
compare-ages-differ = I know no age of both, so each stands as it is now; the older one had more time.
compare-pick-first-tag = ⚖️ Which topic?
compare-pick-second-tag = ⚖️ And with which other topic?
compare-needs-two-tags = It takes two topics. Write <code>/tag</code> and a word to make one.
compare-tags = ⚖️ <b>{ $first }</b> · { $second } · { $account }
compare-tag-posts = Posts and reels
compare-tag-reach = Median reach
compare-tag-usual = Beside the usual at the same age
compare-tag-engagement = Engagement of all together
compare-tag-median = Median engagement
compare-tag-saves = Median saves by reach
compare-tag-shares = Median shares by reach
compare-tag-stories = Final stories
compare-tag-story-reach = Median reach of stories
compare-tag-completion = Median completion

album-picture = 🖼 <b>Picture { $number } of { $count }</b> · { $published }
album-empty = 🖼 <b>Pictures of the album</b> · { $published }
album-video = 🎞 This one is a video; here is its cover.
album-no-picture = Instagram does not show this one to apps.
album-none = Instagram named no pictures of this album.
album-no-numbers = Meta gives numbers for the album as a whole, never for single pictures in it.

## Stories

story-count-live = { $count } live
story-count-final = { $count } final
story-count-partial = { $count } partial
story-count-hidden = { $count } hidden
story-count-lost = { $count } lost
story-live = 🟢 Live, { $left } left
story-final = ✅ Final (last look at { $age })
story-partial = 🟡 Partial (last look at { $age })
story-hidden = ⚪ Hidden: too few viewers, so Instagram gave no numbers
story-lost = 🔴 Lost: I have no numbers of it
story-without-numbers = 🔴 Lost: I looked, and Instagram gave no numbers
story-next-look = Next look: { $moment }
story-next-look-due = Next look: any moment now
story-being-read = I am reading it just now.
story-hidden-at-last-look = At the last look too few people had seen it, so Instagram gave no numbers; I could not look again after that.
story-header = ⭕ <b>Story { $number } of { $count }</b> · { $posted } · { $account }
story-reach = Views <b>{ $views }</b> · reach <b>{ $reach }</b>
story-reach-of-followers = Views <b>{ $views }</b> · reach <b>{ $reach }</b> ({ $share } of your followers then)
story-taps = → forward { $forward }{"\u00A0"}({ $forward_share }) · ← back { $back }{"\u00A0"}({ $back_share })
story-exits = ✕ left here { $exits } ({ $share })
story-completion = Completion <b>{ $share }</b> · replies { $replies } ({ $reply_share })
story-full-view = Seen in full, without tapping on: { $share }
story-more = Shares { $shares } · profile visits{"\u00A0"}{ $visits } · new followers{"\u00A0"}{ $follows }
story-more-and-rate = Shares { $shares } · profile visits{"\u00A0"}{ $visits } · new followers{"\u00A0"}{ $follows } ({ $rate } per 1,000 reached)
replies-limited = <i>Replies: in the EEA and Japan the law may keep Instagram from counting them; a 0 may mean that.</i>
story-formula = <blockquote expandable>Left here = exits + moves to the next account, per view. Completion = 100% minus that. Replies are per reach. Ads do not count.</blockquote>
story-picture-lost = Its picture could not be had while it was alive; its numbers are not affected.
story-looks = { $count ->
    [one] { $count } look at this story
   *[other] { $count } looks at this story
}

live-header = ⭕ <b>Live stories: { $count }</b> · { $account }
live-none = No story is alive right now. Once you publish one, I capture it until shortly before its 24 hours end.
live-entry = <b>{ $number }.</b> { $posted } · { $left } left
live-numbers = Views { $views } · reach { $reach } · replies { $replies }
live-read-at = Read: { $moment }
live-hidden = Instagram hides the numbers until enough people have seen it.
live-not-looked = I have not looked at it yet.
live-without-numbers = I have looked, and Instagram has given no numbers yet.
live-more = { $count ->
    [one] …and { $count } more that ends later.
   *[other] …and { $count } more that end later.
}

archive-header = 🗂 <b>Past stories</b> · { $account }
archive-empty = No stories yet. From now on every one is captured and stays here, for good.
archive-entry = <b>{ $number }.</b> { $day } · { $count ->
    [one] { $count } slide
   *[other] { $count } slides
} · { $states }
archive-numbers = Reach { $reach } · kept to the end { $kept }

month-header = 🗓 <b>Stories of { $month }</b> · { $account }
month-day = { $day }: { $count ->
    [one] { $count } slide
   *[other] { $count } slides
}
month-empty = No stories in this month.
month-nothing-then = I have no stories of { $day }: none was published, or I could not see it.
month-not-yet = { $day } has not come yet.
month-unreadable =
    I cannot read “{ $said }” as a day. Write it like this:
    <code>{ $numbers }</code>
    <code>{ $iso }</code>
    <code>{ $words }</code>

sequence-header = ⭕ <b>Stories of { $day }</b> · { $account }
sequence-slides = { $count ->
    [one] { $count } slide
   *[other] { $count } slides
} · { $states }
sequence-all-final = all final
sequence-reach = Reach { $reach }
sequence-kept = Kept to the end: <b>{ $share }</b>
sequence-median = Your median: { $share }
sequence-median-completion = Your median completion: { $share }
sequence-completion = Completion { $share } · left { $left } · replies { $replies }
sequence-loss = Biggest loss: slide { $slide } (−{ $share })
sequence-best-and-worst = Best completion: slide { $best } ({ $best_share }) · weakest: slide { $worst } ({ $worst_share })
sequence-most-backs = Most looked back at: slide { $slide } ({ $backs })
sequence-most-replies = Most replies: slide { $slide } ({ $replies })
sequence-why-partial = Partial: the last look came earlier than 23 h, so some views are missing.
sequence-why-hidden = Hidden: Instagram gives no numbers when too few people have seen a story.
sequence-why-lost = Lost: I have no numbers of it, and Instagram keeps nothing after a story ends.
sequence-why-slides = • { $count ->
    [1] Slide
   *[other] Slides
} { $slides }: { $why }
sequence-pictures-hint = Tap a number to open that slide.
sequence-some-pictures = An empty place is a slide whose picture I do not have.
sequence-no-pictures = I have no picture of these slides.
sequence-first-pictures = { $count ->
    [one] Only the first one is shown.
   *[other] Only the first { $count } are shown.
}

coverage = { $month }: <b>{ $final } of { $count }</b> { $count ->
    [one] story
   *[other] stories
} captured to 23 h or later
coverage-none = { $month }: no story has ended yet
coverage-blind = ⚠️ Nothing could be seen from { $since } to { $until }: stories that began and ended in that time are not counted, for nobody can tell how many there were.
story-why-link = The link was broken from { $since } to { $until }. Linking again before { $end } would have saved it.
story-why-unlinked = The account was unlinked on { $since }. Staying linked until { $end } would have saved it.
story-why-bot-down = I was not running from { $since } to { $until }. A few minutes of work shortly before { $end } would have saved it.
story-why-throttled = Instagram wanted no calls from { $since } to { $until }. Fewer calls before that might have saved it.
story-why-budget = The calls that one account may cost were used up from { $since } to { $until }. A higher limit might have saved it.
story-why-no-answer = Instagram did not answer from { $since } to { $until }. Nothing I could do would have saved it.
story-why-refused = Instagram refused its numbers from { $since } to { $until }. Nothing you could do would have saved it; /status says what is not offered at present.
story-why-fault = A mistake of mine kept me from looking from { $since } to { $until }. Whoever runs me finds it in the log.
story-why-deleted = It was taken down before its 24 hours were over: at { $until } Instagram no longer listed it. Only staying up longer would have brought more numbers.
story-why-found-late = I found it only on { $until }. Linking the account earlier would have saved it.
story-why-no-numbers = I looked, and Instagram gave no numbers as long as it lasted. Nothing I could do would have saved it.
story-why-unknown = I noted nothing that explains it, so I cannot say what would have saved it.

## Best time

besttime-header = 🕐 <b>Best time</b> · { $kind } · { $account }
besttime-basis = { $posts } in { $days } days · { $zone } time
besttime-posts = { $count ->
    [one] { $count } post
   *[other] { $count } posts
}
besttime-reels = { $count ->
    [one] { $count } reel
   *[other] { $count } reels
}
besttime-days = { $count ->
    [one] { $count } day with stories
   *[other] { $count } days with stories
}
besttime-hours = Hours: what you published between <b>{ $first }</b> and <b>{ $last }</b> did better: { $lead }
besttime-no-hours = Hours: no clear difference.
besttime-weekday = Weekdays: <b>{ $slot }</b> did better: { $lead }
besttime-no-weekday = Weekdays: no clear difference.
besttime-lead = <b>{ $times }</b> ({ $low }–{ $high }) · n = { $count } · signal: { $level }
besttime-level-ok = ok
besttime-level-thin = thin
besttime-too-few = <b>Not yet.</b> From { $needed } on, a difference can be told from chance; fewer show a “best hour” where there is none.
besttime-online = Followers are online most at <b>{ $first }–{ $last }</b> ({ $days } of the last { $of } days).
besttime-online-unknown = When followers are online: — (Instagram gave it for { $days } of the last { $of } days).
besttime-late = Without a look at 72 h: { $posts }; their reach to date stands in.
besttime-young = { $posts } younger than 72 h: not compared yet.
besttime-alive = { $posts } not over yet: not compared yet.
besttime-guess = Best guess, not cause. Try two or three at other hours to check.
besttime-how = <blockquote expandable>Each is held against your own: reach at 72 h / median of the 20 before it. With few in a slot the multiplier is drawn towards 1; under 5 it is “—”. A slot stands out only if at most 1 in 10 shuffles of the times gives such a lead, so of accounts without any best time 1 in 10 is still told an hour, and 1 in 10 a weekday. In brackets: the 80% interval. Thin: under 10, or down to no difference.</blockquote>
besttime-how-stories = <blockquote expandable>Stories of one day reach the same people, so a day counts once: by its first slide, reach after 23 h or later / median of the 20 days before. With few in a slot the multiplier is drawn towards 1; under 5 it is “—”. A slot stands out only if at most 1 in 10 shuffles of the times gives such a lead, so of accounts without any best time 1 in 10 is still told an hour, and 1 in 10 a weekday. In brackets: the 80% interval. Thin: under 10, or down to no difference.</blockquote>
besttime-chart = { $kind }, { $account }
besttime-chart-hours = × the usual by hour, { $zone } time
besttime-chart-weekdays = × the usual by weekday

## Audience

audience-header = 👥 <b>{ $what }</b> · { $account }
audience-followers-age = Followers by age
audience-followers-gender = Followers by gender
audience-followers-city = Followers by city
audience-followers-country = Followers by country
audience-engaged-age = Engaged people by age
audience-engaged-gender = Engaged people by gender
audience-engaged-city = Engaged people by city
audience-engaged-country = Engaged people by country
audience-entry = { $name }: <b>{ $share }</b> · { $count }
audience-basis = Shares are of those about whom Instagram says it: { $people }.
audience-more = …and { $count } more
audience-largest = Instagram names only the { $largest } largest.
audience-too-few-followers = — Instagram says nothing about the people of accounts with fewer than { $needed } followers. You have { $count }.
audience-too-few-actions = — Instagram says who engages only when there were { $needed } likes, comments and the like in the last 30 days. It gave nothing this time.
audience-nothing = — Instagram gave nothing this time. It can be 48 h behind, and I ask again within a week.
audience-rules = <blockquote expandable>Instagram tells this from { $needed } followers on, and who engages from { $needed } actions in 30 days; it names the { $largest } largest parts at most and can be 48 h behind. I read it once a week. Nobody sees who a single person is.</blockquote>
gender-women = Women
gender-men = Men
gender-unknown = Not stated

## Status

status-header = 🩺 <b>Status</b>
status-well = ✅ All is well.
status-account = ✅ <b>{ $account }</b> · linked
status-account-broken = ⚠️ <b>{ $account }</b> · link closed { $since }. Please link again: nothing new is read.
status-account-replaced = ⚠️ <b>{ $account }</b> · your link closed { $since }. Numbers come through somebody else’s; please link again.
status-account-kept = 🗂 <b>{ $account }</b> · not linked, history kept since { $since }
status-token = Access: { $age } old, until { $day }, renewed in time
status-granted = Allowed: { $permissions }
status-granted-unknown = Allowed: Instagram did not say
status-missing = ⚠️ Missing: { $permissions }. Please link again.
status-declined = Declined, not needed: { $permissions }
status-read = Last look: { $what }
status-profile = profile { $moment }
status-media = posts { $moment }
status-stories = stories { $moment }
status-budget = Calls in the last hour: { $hour } of { $most }
status-requests = Calls today (UTC): { $count }
status-purposes = For: { $purposes }
status-purpose = { $purpose } { $count }
purpose-ending-story = stories about to end
purpose-person = people’s questions
purpose-story = stories
purpose-digest = digests
purpose-refresh = daily reading
purpose-backfill = history
status-usage = Of Instagram’s own limit { $share } is used, as told { $moment }
status-app-usage = All accounts together: { $share } of Instagram’s limit is used, as told { $moment }
status-cooling = ⏳ Instagram asked for a pause. I carry on: { $moment }
status-missed-looks = ⚠️ Looks at stories missed in the last three days: { $count }
status-given-up = ⚠️ Given up in the last three days, after failing again and again: { $count }. Whoever runs me should know.
status-lost-pictures = 🖼 Stories of the last 30 days whose picture I could not keep: { $count } ({ $whys }). Their numbers are not affected.
status-lost-picture = { $why }: { $count }
picture-not-named = Instagram named none
picture-not-allowed = its address was not Instagram’s
picture-not-read = its host did not give it
picture-not-a-picture = what came was no picture that I can keep
picture-no-new-address = its address had run out, and Instagram could not be asked for another
picture-taken-down = taken down early
picture-unlinked = unlinked meanwhile
picture-not-tried = the story ended before I could fetch it
picture-fault = a mistake of mine
picture-unknown = reason not noted
status-refused = <b>Numbers that Instagram does not offer at present</b>
status-refused-more = …and { $count } more
status-version = Meta answers with { $served } though I ask for { $asked }, since { $since }. Whoever runs me should know.

## Refused metrics

refused-metric = • <code>{ $metric }</code>: not offered for { $kind } since { $since }; tried again on { $again }
refused-lists = • Lists come without numbers since { $since }, so each post is asked about by itself; tried again on { $again }
refused-story-lists = • Lists of stories come without all their numbers since { $since }, so each story is asked about by itself; tried again on { $again }
kind-image = photos
kind-carousel = albums
kind-legacy-video = old feed videos
kind-reels = reels
kind-story = stories
kind-account = the account

## What numbers mean

why-choose =
    ℹ️ <b>What does a number mean?</b>
    Choose where it stands, or write for example <code>/why reach</code>. Names that Meta has retired, such as <code>impressions</code>, are understood, too.
why-choose-metric = { $topic }: which number?
why-metric = ℹ️ <b>{ $name }</b> · <code>{ $metric }</code>
why-formula = <code>{ $name } = { $expression }</code>
why-formula-note = I work this out from Instagram’s numbers. Where one of them is missing it is “—”, and so is a percentage of fewer than { $base }.
why-retired = 🕰 Meta has retired the name <code>{ $asked }</code>; <code>{ $metric }</code> has taken its place.
why-retired-part = 🕰 Meta has retired the name <code>{ $asked }</code>; it is now the part <code>{ $part }</code> of <code>{ $metric }</code>.
why-unit-changes = ⚠️ The unit changes: the old one was a count, the new one is { $unit }. The two cannot be compared.
why-until = For what was published before { $day } Instagram still gives <code>{ $asked }</code>.
why-unit = Unit: { $unit }
why-unit-count = a count
why-unit-milliseconds = watch time in milliseconds
why-unit-percent = a percentage
why-media = Given for: { $kinds }
why-account-totals = For the account: a total of any period up to 30 days
why-account-unique = For the account: how many different accounts in any period up to 30 days, each counted once. I never work it out by adding up
why-account-series = For the account: day by day
why-account-audience = For the account: as it is now, the 45 largest parts
why-breakdown = Broken down by: { $parts }
breakdown-action-type = what was tapped
breakdown-story-navigation-action-type = forward, back, exit, next account
breakdown-follow-type = followers and others
breakdown-media-product-type = posts, reels, stories, ads
breakdown-contact-button-type = button
breakdown-age = age
breakdown-gender = gender
breakdown-city = city
breakdown-country = country
why-saved-and-saves = Meta calls it <code>saved</code> on a post and <code>saves</code> on an account.
why-unique = Each account counts once a period, so days and periods cannot be added up.
why-followers-at-least = Only for accounts with { $count } followers or more.
why-organic = Ads do not count here.
why-with-ads = Ads count, too.
why-organic-and-with-ads = Ads do not count on a post but do count for the account: the sums never match.
why-delay = Meta may add to it for up to 48 h, so it can differ from the app for a while.
why-since = Meta has it since { $day }.
why-ended = Meta took it out of its tables on { $day }; I do not ask for it.
why-on-request = I do not ask for it: Instagram refuses it for everything that was not shared to Facebook.
why-login-instagram = Can be read with Instagram Login, which you use here.
why-login-facebook = Can be read with Facebook Login only, so not here.
why-unknown = I know no number called “{ $asked }”.
why-nearest = Perhaps you mean: { $names }
why-most-asked = These are asked for most:

## Metrics and rates: name, meaning

metric-name-reach = Reach
metric-reach = How many different accounts saw it at least once; Instagram’s estimate.
metric-name-views = Views
metric-views = How many times it was played or shown, repeats included.
metric-name-likes = Likes
metric-likes = How many likes it got.
metric-name-comments = Comments
metric-comments = How many comments it got, replies to comments included.
metric-name-saved = Saves
metric-saved = How many times people saved it for later.
metric-name-saves = Saves of the account
metric-saves = How many times people saved anything of the account’s for later.
metric-name-shares = Shares
metric-shares = How many times people sent it on or shared it in a story.
metric-name-total-interactions = Actions
metric-total-interactions = Likes, comments, saves, shares and replies together, less those taken back.
metric-name-replies = Replies
metric-replies = How many replies stories got. In Europe and Japan the law may keep Instagram from counting them, and then it says 0.
metric-name-follows = New followers
metric-follows = How many people began to follow you because of it.
metric-name-profile-visits = Profile visits
metric-profile-visits = How many times people went from it to your profile.
metric-name-reposts = Reposts
metric-reposts = How many times people reposted it on their own profile.
metric-name-ig-reels-avg-watch-time = Average watch time
metric-ig-reels-avg-watch-time = How long a reel was watched on average, per play.
metric-name-ig-reels-video-view-total-time = Total watch time
metric-ig-reels-video-view-total-time = How long a reel was watched by everybody together, replays included.
metric-name-reels-skip-rate = Skip rate
metric-reels-skip-rate = How large a part of first views ended within 3 seconds; Instagram’s estimate.
metric-name-navigation = Story navigation
metric-navigation = What people did while they watched a story: on to the next slide, back, out, or to the next account.
metric-name-profile-activity = Profile activity
metric-profile-activity = What people tapped in your profile after they came from it: link, call, route, email.
metric-name-crossposted-views = Views on both
metric-crossposted-views = Views of a reel on Instagram and Facebook together.
metric-name-facebook-views = Views on Facebook
metric-facebook-views = Views on Facebook of what was shared there.
metric-name-impressions = Impressions
metric-impressions = How many times it was on a screen; views have taken its place.
metric-name-link-clicks = Link taps
metric-link-clicks = How many times people tapped the link sticker of a story.
metric-name-total-likes = Likes with ads
metric-total-likes = Likes, those from ads included.
metric-name-total-comments = Comments with ads
metric-total-comments = Comments, those from ads included.
metric-name-total-views = Views with ads
metric-total-views = Views, those from ads included.
metric-name-accounts-engaged = Engaged
metric-accounts-engaged = How many different accounts did something: liked, commented, saved, shared or replied.
metric-name-profile-links-taps = Profile link taps
metric-profile-links-taps = How many times people tapped a contact button in your profile: call, email, route, text.
metric-name-follows-and-unfollows = Came and left
metric-follows-and-unfollows = How many accounts began and how many ceased to follow you.
metric-name-follower-count = New followers a day
metric-follower-count = How many new followers a day brought; not how many there are. Only the last 30 days without today.
metric-name-online-followers = Followers online
metric-online-followers = How many followers were on Instagram, by hour, in the last 30 days.
metric-name-follower-demographics = Who follows
metric-follower-demographics = Who your followers are.
metric-name-engaged-audience-demographics = Who engages
metric-engaged-audience-demographics = Who the people are that did something with what you published; needs 100 actions in the period.
metric-name-profile-views = Profile views
metric-profile-views = How many times your profile was opened.
metric-name-website-clicks = Website taps
metric-website-clicks = How many times the website in your profile was tapped.
metric-name-engagement-rate-by-reach = Engagement by reach
metric-engagement-rate-by-reach = Of those who were reached, how many did something.
metric-name-period-engagement-rate = Engagement of a period
metric-period-engagement-rate = All actions on the posts of a period by all that those posts reached. A mean of their rates would let small posts mislead; the median of posts stands beside it.
metric-name-engagement-rate-by-followers = Engagement by followers
metric-engagement-rate-by-followers = Actions by the followers there were on the day of publishing, as I counted them; those of today would be a wrong base.
metric-name-save-rate = Saves by reach
metric-save-rate = Of those who were reached, how many saved it.
metric-name-share-rate = Shares by reach
metric-share-rate = Of those who were reached, how many sent it on.
metric-name-comment-rate = Comments by reach
metric-comment-rate = Of those who were reached, how many commented.
metric-name-reach-rate = Reach by followers
metric-reach-rate = Reach by the followers there were on the day of publishing. It can exceed 100%: others are reached, too.
metric-name-frequency = Views per person
metric-frequency = How often one person looked, on average.
metric-name-follows-per-thousand = New followers per 1,000
metric-follows-per-thousand = How many of a thousand people reached began to follow. For posts and stories; Instagram does not tell it of reels.
metric-name-reel-average-watch = Average watch, in seconds
metric-reel-average-watch = How many seconds of a reel were watched on average, per play.
metric-name-share-watched = Share watched
metric-share-watched = How much of a reel’s length was watched on average. Instagram does not tell the length, so I show it only where it is known from the file.
metric-name-story-exit-rate = Left the story
metric-story-exit-rate = Of all views of a story, how many ended with leaving it for good.
metric-name-story-completion = Completion
metric-story-completion = Of all views of a story, how many did not end with leaving.
metric-name-story-full-view = Seen in full
metric-story-full-view = Of all views of a story, how many ended neither with leaving nor with tapping on (Minter’s way).
metric-name-story-forward-rate = Tapped forward
metric-story-forward-rate = Of all views of a story, how many ended with a tap to the next slide.
metric-name-story-back-rate = Tapped back
metric-story-back-rate = Of all views of a story, how many ended with a tap back.
metric-name-reply-rate = Replies by reach
metric-reply-rate = Of those who were reached, how many replied.
metric-name-reel-kept-rate = Stayed past 3 s
metric-reel-kept-rate = Of the first views of a reel, how many went on past 3 seconds.
metric-name-sequence-retention = Kept to the end
metric-sequence-retention = Of those whom the first story of a day reached, how many the last one reached as well.
metric-name-sequence-completion = Completion of a day
metric-sequence-completion = Of all views of a day’s stories together, how many did not end with leaving; unknown as soon as one slide is.
metric-name-story-coverage = Stories captured
metric-story-coverage = Of the stories that ended, how many have a last look at 23 hours or later: a figure of my own work.
metric-name-same-age-ratio = Beside the usual at the same age
metric-same-age-ratio = How many times the median of your last 20 of the same format, each as it was at the same age, give or take a fifth. It needs five of them.
metric-name-take-off = Take-off
metric-take-off = A post that does at least three times your usual at its age and has reached at least your median already.
metric-name-drop = Drop of reach
metric-drop = The median reach of a day in the last seven settled days, beside that of the four weeks before. It counts as a drop at half or less, and only where the usual is 100 people a day or more.
metric-name-net-followers = Followers gained
metric-net-followers = Those who came less those who left.

## Accounts

accounts-header = { $count ->
    [0] No account is linked yet.
    [one] <b>{ $count } linked account</b>
   *[other] <b>{ $count } linked accounts</b>
}
accounts-entry = • <b>{ $account }</b> · followers: { $followers }
accounts-entry-kept = • 🗂 <b>{ $account }</b> · not linked, history kept since { $since }
accounts-entry-broken = • ⚠️ <b>{ $account }</b> · followers: { $followers } · please link again
accounts-show = Show { $account } in a group: /here
unlink-question = Unlink <b>{ $account }</b>?
unlink-others = { $count ->
    [one] { $count } more person is linked to this account, so it goes on being captured for them. You no longer see it; link again and you see everything, what comes meanwhile too.
   *[other] { $count } more people are linked to this account, so it goes on being captured for them. You no longer see it; link again and you see everything, what comes meanwhile too.
}
unlink-stops = Nobody else is linked to this account, so nothing will be captured from now on.
unlink-stories = { $count ->
    [0] <b>Keep the history:</b> what was read stays readable for you. <b>Delete everything:</b> it goes, and cannot be read again.
    [one] <b>Keep the history:</b> { $count } captured story and all other numbers stay readable for you. <b>Delete everything:</b> they go, and the story’s numbers cannot be read again.
   *[other] <b>Keep the history:</b> { $count } captured stories and all other numbers stay readable for you. <b>Delete everything:</b> they go, and the stories’ numbers cannot be read again.
}
unlink-history-question = 🗑 Delete the history of <b>{ $account }</b>?
unlink-history-stories = { $count ->
    [0] It holds no stories.
    [one] It holds { $count } captured story, whose numbers cannot be read again.
   *[other] It holds { $count } captured stories, whose numbers cannot be read again.
}
unlink-token = Either way your digest stops, and my access to Instagram is deleted at once.
unlinked = Unlinked <b>{ $account }</b>. My access to Instagram is deleted. You can link again at any time.
unlinked-kept = Unlinked <b>{ $account }</b>. My access to Instagram is deleted; its history stays for you under /accounts. It grows on when you link again.

## Alerts

alerts-header = 🔔 <b>Alerts</b> come by themselves, to this chat, for all accounts that you linked.
alerts-on = ✓ { $kind }
alerts-off = – { $kind }: off
alerts-always = ✓ { $kind }: always on
alerts-mute = 🔕 { $account }, { $kind }: muted until { $until }
alerts-mute-sound = 🔕 { $account }, { $kind }: without a sound until { $until }
alerts-tap = 🔔 <b>Alerts</b>: tap to turn on or off.
alert-link-broken = Link broken
alert-link-ends = Link cannot be renewed
alert-link-ends-when = <b>{ $name }</b>: Instagram does not prolong my access, days before it ends.
alert-story-expiring = Story ends unseen
alert-story-expiring-when = <b>{ $name }</b>: less than two hours are left, and I cannot read it.
alert-wrap-up = Stories of a day
alert-wrap-up-when = <b>{ $name }</b>: how they did, when the last of them has ended.
alert-take-off = Post takes off
alert-take-off-when = <b>{ $name }</b>: three times your usual at its age. Once for each post.
alert-new-reel = New reel after 24 hours
alert-new-reel-when = <b>{ $name }</b>: its first numbers beside your usual.
alert-drop = Reach drops
alert-drop-when = <b>{ $name }</b>: a week at half of your usual or less. At most once in four weeks.
alert-milestone = Round number of followers
alert-milestone-when = <b>{ $name }</b>: 100, 250, 500, 1,000 and so on, each once.
alert-muted = 🔕 <b>{ $kind }</b> of { $account }: nothing more until { $until }.
alert-muted-sound = 🔕 <b>{ $kind }</b> of { $account }: until { $until } it comes without a sound. It is never off, because every hour without a link loses numbers.
alert-expiring-header = { $count ->
    [one] ⏳ <b>A story of { $account } ends soon, and I cannot read it</b>
   *[other] ⏳ <b>{ $count } stories of { $account } end soon, and I cannot read them</b>
}
alert-expiring-story = • { $posted }: ends at { $ends }, in { $left }. Last read: { $seen }
alert-expiring-never-read = • { $posted }: ends at { $ends }, in { $left }. Never read
alert-expiring-link = The link is broken. Link again now, and I still read what is left.
alert-expiring-bot-down = I was not running.
alert-expiring-throttled = Instagram wants no calls just now.
alert-expiring-budget = The calls that one account may cost are used up for now.
alert-expiring-no-answer = Instagram does not answer.
alert-expiring-refused = Instagram refuses the numbers.
alert-expiring-fault = A mistake of mine keeps me from it.
alert-expiring-next = I go on trying to the end. To be sure, look at the numbers in the Instagram app before then.
alert-take-off-header = 🚀 <b>{ $account }: this one takes off</b>
alert-new-reel-header = 🎬 <b>{ $account }: a new reel after its first day</b>
alert-post = { $format } · { $published }
alert-post-beside = Reach after { $age }: <b>{ $reach }</b>. That is <b>{ $times }</b> your usual at that age ({ $usual }, median of { $count }).
alert-post-reach = Reach after { $age }: <b>{ $reach }</b>
alert-post-too-few = Too few others are known at that age to compare it with.
alert-post-views = Views <b>{ $views }</b>
alert-post-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }
alert-as-of = As of { $moment }
alert-milestone-header = 🎉 <b>{ $account } has { $milestone } followers</b>
alert-milestone-now = Counted: { $followers }, { $moment }
alert-drop-header = 📉 <b>The reach of { $account } has dropped</b>
alert-drop-reach = { $days }: <b>{ $reach }</b> people a day, { $change } against <b>{ $usual }</b> a day in the four weeks before.
alert-drop-published = Posts and reels published: { $count } in these seven days, { $before } in the four weeks before.
alert-drop-note = Both are medians, so one strong day does not make the usual. Why it dropped, these numbers do not say.

quiet-on = 🌙 Quiet hours: <b>{ $begins }–{ $ends }</b>, { $zone } time
quiet-off = 🌙 No quiet hours: alerts come at any time.
quiet-how = An alert that comes up in quiet hours waits for their end, and is dropped if it is old news by then. Digests keep their own hour.
quiet-urgent-on = “Link broken” and “Story ends unseen” ring at any hour, in quiet hours too.
quiet-urgent-off = “Link broken” and “Story ends unseen” wait like all others; the second one comes without a sound.
quiet-zone-guessed = { $zone } is a guess: please choose your time zone under /settings.
quiet-choose-begin = 🌙 From what hour on shall it be quiet? { $zone } time.
quiet-choose-end = 🌅 Until what hour? { $zone } time.

## Settings

settings =
    ⚙️ <b>Settings</b>
    Language: { $language }
    Time zone: { $zone }, it is { $now } there
settings-zone-guessed =
    ⚙️ <b>Settings</b>
    Language: { $language }
    Time zone: { $zone }, it is { $now } there. This is a guess: please choose yours.
settings-choose-language = 🌐 Which language shall I speak?
place-ask =
    🕐 <b>Where are you?</b>
    Now set: { $zone }, it is { $now } there

    Type the name of your city, share your location, or choose a part of the world:
place-which-city = 🔎 “{ $said }”: which one?
place-no-city =
    🔎 I know no city called “{ $said }”.
    Try another spelling, or a larger city with the same time. I know cities from 15,000 people on.
    If you meant something else, it waits for you under Help.
place-share = 📍 Tap the button below, and Telegram will ask you whether I may see where you are. I use the location once, to find your time zone, and do not keep it.
place-not-shared = Nothing was shared.
place-saved = ✅ Your time zone is found: { $zone }, it is { $now } there. I have not kept your location.
place-seen = 📍 There it is { $now } now, by the clock of { $zone }. I have not kept the location.
place-take-zone = Shall I go by that clock?
place-at-sea = 📍 That is on the open sea, where I know no time zone. Please type a city instead.
settings-choose-city = 🕐 Choose a city whose clock shows your time.
region-europe = Europe
region-asia = Asia
region-africa = Africa
region-america = Americas
region-australia = Australia
region-pacific = Pacific
region-atlantic = Atlantic
region-indian = Indian Ocean

## Digest

digest-on = 📬 The digest of <b>{ $account }</b> comes { $when }.
digest-off = 📬 The digest of <b>{ $account }</b> is off.
digest-next = Next one: { $moment }
digest-choose-hour = 🕘 At what hour shall it come? { $zone } time.
digest-choose-weekday = 📅 On which day of the week?
digest-of-all = all accounts
digest-accounts = At present: { $accounts }
digest-more-accounts = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
digest-goes = To: { $place }
digest-language = Its language there: { $language }
digest-muted = 🔕 Muted until { $until }
digest-paused-silenced = ⏸ Paused: I may not write there. It goes on when I may again.
digest-paused-not-shown = ⏸ Paused: no digest is allowed there now. It goes on when it is again.
digest-pause = ⏸ <b>The digest of { $account }</b>: for a week, until you turn it on again, or for good?
digest-remove-question = 🗑 <b>Delete the digest of { $account }?</b> It goes to: { $place }. Nothing else changes.
digest-choose-account = 📬 <b>A new digest.</b> Of which account?
digest-choose-place = 📬 <b>Where shall it go?</b> Everybody there will read it, in the language of that chat.
digest-choose-cadence = 📬 <b>How often shall it come?</b> The hour can be changed afterwards. A monthly one comes on the 1st, about the month before.
digests-title = 📬 <b>Your digests</b>
digests-none = 📬 You get no digest at present.
digests-elsewhere = One can also go to a group or channel. Show an account there first: /here
digests-here = 📬 <b>Digests that come here:</b>
digest-entry = <b>{ $account }</b>: { $when }
digest-entry-off = <b>{ $account }</b>: off
place-private = this chat
place-group = the group “{ $title }”
place-channel = the channel “{ $title }”
place-topic = a topic of “{ $title }”
place-unknown = a chat where nothing of yours is shown any more
digest-when-daily = every day at { $time }, { $zone } time
digest-when-monthly = every month on the 1st at { $time }, { $zone } time
digest-when-weekly = every { $weekday ->
    [0] Monday
    [1] Tuesday
    [2] Wednesday
    [3] Thursday
    [4] Friday
    [5] Saturday
   *[6] Sunday
} at { $time }, { $zone } time
digest-daily = 📬 <b>Your day on Instagram</b>
digest-weekly = 📬 <b>Your week on Instagram</b>
digest-monthly = 📬 <b>Your month on Instagram</b>
digest-post = 📷 Post: <i>{ $title }</i> · reach { $reach }
digest-reel = 🎬 Reel: <i>{ $title }</i> · reach { $reach }
digest-post-beside = 📷 Post: <i>{ $title }</i> · reach { $reach } · { $times } your usual at { $age }
digest-reel-beside = 🎬 Reel: <i>{ $title }</i> · reach { $reach } · { $times } your usual at { $age }
digest-best-post = 🏆 Best post: <i>{ $title }</i> · reach { $reach } · { $times } your usual at { $age }
digest-best-reel = 🏆 Best reel: <i>{ $title }</i> · reach { $reach } · { $times } your usual at { $age }
digest-worst-reach = 🥀 Weakest: <i>{ $title }</i> · low reach, { $times } your usual at { $age }
digest-worst-saves = 🥀 Weakest: <i>{ $title }</i> · few saves, { $times } your usual at { $age }
digest-stories = ⭕ Stories: { $what }
digest-stories-completion = completion { $share } (median)
digest-stories-replies = most replies: slide { $slide } of { $day } ({ $count })
digest-stories-lost = { $count } lost
digest-against = Beside the month before{ $same ->
    [yes] { "" }
   *[no] {" "}({ $days } days): sums by the day
}; reached and engaged over the last { $together } days of each.
digest-tip = 💡 { $sentence }
digest-tip-above-usual = { $count } of { $others } posts and reels reached more than is usual for you at their age.
digest-tip-below-usual = { $count } of { $others } posts and reels reached less than is usual for you at their age.
digest-tip-saves = { $more } were saved { $times } as often as { $less } ({ $days } days, { $count } vs { $others } posts).
digest-tip-shares = { $more } were shared { $times } as often as { $less } ({ $days } days, { $count } vs { $others } posts).
digest-tip-engagement = { $more } got { $times } the engagement of { $less } ({ $days } days, { $count } vs { $others } posts).
digest-tip-short-stories = On days with fewer than { $slides } stories, completion was { $times } that of longer days ({ $days } days, { $count } vs { $others }).
digest-tip-long-stories = On days with { $slides } stories or more, completion was { $times } that of shorter days ({ $days } days, { $count } vs { $others }).
digest-more-photos = Photos
digest-more-carousels = Carousels
digest-more-reels = Reels
digest-less-photos = photos
digest-less-carousels = carousels
digest-less-reels = reels
digest-notes = ℹ️ { $notes }
digest-note-immature = { $count ->
    [one] { $count } younger than 48 h is not ranked yet
   *[other] { $count } younger than 48 h are not ranked yet
}
digest-note-not-offered = not offered by Instagram now: { $metrics }
digest-note-without-link = link broken for { $duration }
digest-quiet-daily = 🌙 A quiet day: nothing was published.
digest-quiet-weekly = 🌙 A quiet week: nothing was published. Your account lives on all the same.
digest-quiet-monthly = 🌙 A quiet month: nothing was published. Your account lives on all the same.
digest-in-short = 👥 <b>{ $followers }</b>{ $net } · reached <b>{ $value }</b>{ $change }
digest-of-all-header = { $count ->
    [one] { $count } account
   *[other] { $count } accounts
} · { $period } · { $zone } time
digest-of-all-account = <b>{ $account }</b>
digest-of-all-best-post = 🏆 post { $times }
digest-of-all-best-reel = 🏆 reel { $times }
digest-of-all-stale = ⚠️ Last known numbers, { $period }
digest-of-all-broken = ⚠️ Link broken; last known numbers, { $period }
digest-of-all-more = { $count ->
    [one] … and { $count } more account
   *[other] … and { $count } more accounts
}
digest-of-all-quiet = 🌙 Nothing published: { $accounts }

## Keys to the HTTP API

api-title = 🔑 <b>Keys to the HTTP API</b>
api-what = With a key a program of yours — a shop, a spreadsheet, a dashboard — reads the same numbers that I tell you here. It can read, never change anything.
api-no-keys = You have no key yet.
api-key-entry = <code>{ $ending }</code> · { $account } · { $until }
api-key-title = 🔑 <b>Key <code>{ $ending }</code></b>
api-key-account = Opens: { $account }
api-key-reads = Reads: { $what }
api-key-valid = Valid: { $until }
api-key-expires = until { $moment }
api-key-expired = ⚠️ ended { $moment }
api-key-for-ever = without end
api-key-used = Last used: { $moment }
api-key-unused = Never used so far.
api-new = 🔑 <b>A new key</b>
    Choose what it opens, what it may read, and for how long.
api-made = ✅ <b>Your new key.</b> I show it this once and keep only a fingerprint of it.
api-made-how = Programs send it in the header <code>Authorization: Bearer …</code>. Keep it like a password; if it gets about, revoke it here.
api-all-accounts = all my accounts
api-right-account = Account
api-right-media = Posts and reels
api-right-stories = Stories
api-right-exports = Exports
api-right-digests = Digests
api-days =
    { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
api-for-ever = No end
api-too-many-keys = You have as many keys as there may be. Revoke one that you no longer need.
button-new-api-key = New key
button-api-docs = How to use it
button-make-api-key = Make the key
button-revoke-api-key = Revoke this key
button-copy-api-key = Copy the key
button-hide-api-key = I have it, hide it

## Security log

security-header = 🔐 <b>Security log</b>
    What happened to your links and your data, newest first. Only you see it.
security-nothing = Nothing has happened yet.
security-entry = { $moment }: { $what }
security-link-started = you asked for a link to connect an account
security-link-returned = a browser came back from Instagram; nothing was connected yet
security-link-confirmed = an account was connected
security-link-wrong-user = you opened a link that somebody else had started; nothing was connected
security-link-expired = a code was used that was unknown or too old; nothing was connected
security-link-denied = access was declined at Instagram
security-link-failed = connecting failed; nothing was kept
security-link-cancelled = you cancelled connecting
security-unlinked = an account was disconnected and its access deleted
security-access-removed = access to an account was removed at Instagram
security-deleted-by-instagram = an account’s data was deleted because Instagram was asked to
security-deletion-asked = you asked what deleting everything would mean
security-exported = you got a copy of your data
security-chat-shown = an account was shown in a group or channel
security-chat-ended = an account is no longer shown in a group or channel
security-api-key-made = a key to the HTTP API was made
security-api-key-revoked = a key to the HTTP API was revoked

## Privacy

privacy-intro =
    🔒 <b>Privacy</b>
    I read the numbers of the Instagram accounts you link, and nothing else. I never see your password, never post without your command, and pass nothing on.
privacy-kept = <b>What is kept, and for how long</b>
privacy-kept-entry = • { $what }: { $how_long }
privacy-person = your name in Telegram, your language and time zone
privacy-links = your links and my access to Instagram, encrypted
privacy-digests = which digests you want, when and where
privacy-ready-digests = digests that wait for their hour, with their pictures
privacy-alerts = which alerts you muted, and what you were told of
privacy-tags = your topics, and what you marked with them
privacy-chats = in which groups and channels your accounts are shown
privacy-api-keys = fingerprints of your keys to the HTTP API, counted from their end
privacy-numbers = posts, reels and account numbers
privacy-history = what those numbers were before, day by day
privacy-stories = captured stories
privacy-story-pictures = a small picture of each of these stories
privacy-plans = when I look next
privacy-captures = which looks at stories were made
privacy-link-attempts = finished and abandoned attempts to link
privacy-messages = digests and notices sent to you
privacy-updates = record of which of your messages were handled
privacy-webhooks = record of what Instagram told me by itself, without anybody’s words
privacy-request-counts = how often I asked Instagram about an account
privacy-recent-requests = the same, minute by minute
privacy-budgets = how much of Instagram’s limits an account used, how soon a chat may be written to again, and which troubles the operator was told of
privacy-audit = log of what was done with your links and data
privacy-data-deletions = confirmation codes of deletions, without a name
privacy-machinery = facts about Instagram’s interface, and the like
privacy-until-deleted = until you delete it
privacy-until-unlinked = until nobody is linked to the account any more
privacy-about-nobody = as long as it is useful; it is about nobody
privacy-location = 📍 A location that you share is used once, to find your time zone, and is not kept.
privacy-security = Access is stored encrypted, and its key is kept elsewhere.
privacy-rights = Take everything along with /export. Unlink an account under /accounts: access is deleted at once, and you choose whether its history stays. Delete everything of yours with /delete_me. You can also remove { -brand } in Instagram’s settings under “Apps and websites”, and ask for deletion there.

## Taking data along

export-choose =
    📦 <b>Export</b>
    <b>Numbers as a table:</b> days, posts, reels, stories or audience of the current account, as XLSX, CSV or JSON.
    <b>Report:</b> a month as a PDF that you can send to a client.
    <b>Everything of mine:</b> all that I keep of you and of your linked accounts, as a ZIP with tables for spreadsheets (CSV) and for programs (JSON). Access to Instagram is not in it.
export-choose-kind =
    📊 <b>Numbers as a table.</b> Of what?
    Quicker in words: { $example }
export-choose-span = 📊 <b>{ $kind }.</b> Of which time?
export-choose-format = 📊 <b>{ $kind }</b> · { $span }. In which form?
export-choose-month = 📄 <b>Report.</b> Of which month? Only complete days are in it.
export-not-understood =
    I do not know what “{ $words }” means here. For example: { $example }
    Kinds: days, posts, reels, stories, audience. Times: 7d, 28d, 90d, month, lastmonth, all. Forms: xlsx, csv, json. A report: report 2026-10.
export-making = 📊 I am making your file. It will appear below in a moment.
export-nothing = Of <b>{ $account }</b> I keep nothing of this: { $kind }, { $days }.
export-no-report = { $month } has no complete day yet, so there is nothing to report.
export-numbers-caption = 📊 <b>{ $kind }</b> · { $account } · { $days }
export-rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
export-report-caption = 📄 <b>Report</b> · { $account } · { $days }
export-kind-days = Days
export-kind-posts = Posts
export-kind-reels = Reels
export-kind-stories = Stories
export-kind-audience = Audience
export-gathering = 📦 I am gathering everything of yours. Your file will appear below in a moment.
export-sent = { $count ->
    [one] 📦 Your file is below.
   *[other] 📦 Your { $count } files are below.
}
export-caption = 📦 <b>Everything of yours.</b> README.txt inside says what is what.
export-caption-part = 📦 <b>Everything of yours</b>, part { $number } of { $count }. README.txt in the first part says what is what.
export-readme =
    Farolero: everything of yours, as of { $made }

    Every table is here twice, with the same rows: as .csv for spreadsheets and as .json for programs.

    person: what I know of you
    links: the Instagram accounts you linked and what you allowed; the access itself is never exported
    digests: which digests you want, when and where
    alerts: which alerts are off, and your quiet hours
    alert_mutes: which alerts you muted, and until when
    tags: your topics
    tagged_posts: posts and reels that you marked with them
    tagged_stories: stories that you marked with them
    shown_in: in which groups and channels your accounts are shown
    api_keys: your keys to the HTTP API, without the keys themselves
    link_attempts: attempts to link
    messages: digests and notices to you of the last { $days }
    audit: what was done with your links and data

    Then there is one folder for each linked account, in the order in which you linked them: account-1, account-2 and so on.

    account: the account itself
    posts: posts and reels with their newest numbers
    post_history: what those numbers were at each look; age_seconds is how old the post was then
    stories: captured stories
    story_looks: what their numbers were at each look
    story_pictures: which stories I have a small picture of; each is a file of its own in the folder of that name. Where one could not be kept, why_not says why: not_named (Instagram named none), not_allowed (its address was not Instagram’s), not_read (its host did not give it), not_a_picture (what came was none that I can keep), no_new_address (its address had run out, and Instagram could not be asked for another), taken_down (early), unlinked, not_tried (the story ended first), fault (mine), unknown (not noted)
    days: daily values of the account
    followers: followers by day
    periods: totals of periods, as Instagram counted them
    audience: who the people are, by the day of reading
    online: how many followers were online, by hour
    alerts_told: what there was an alert of, so that it is told once
    requests: how often I asked Instagram, by day and purpose

    How to read it

    Times are in UTC. An empty field in CSV and null in JSON mean that Instagram gave no number; they never mean zero.
    CSV files are UTF-8. A text that begins with =, +, -, @ or the like has an apostrophe in front there, so that no spreadsheet takes it for a formula; in JSON it stands as it was.
    Long identifiers are text. Should a spreadsheet round them, import the column as text or use the JSON.
    A very long table goes on in another file, such as post_history-2.

## Exported tables

table-notes = Notes
table-about-account = Account
table-about-what = Table
table-about-period = Period
table-about-days-in = Days in the zone
table-about-times-in = Times in the zone
table-about-made = Made
table-media-id = Instagram’s id
table-published = Published
table-format = Format
table-caption = Caption
table-followers-then = Followers when published
table-still-counting = Still counting
table-permalink = Link
table-as-of = Numbers read
table-day = Day
table-slide = Slide
table-state = State
table-age-at-last-look = Age at the last look
table-tap-forward = Forward
table-tap-back = Back
table-tap-exit = Exits
table-swipe-forward = To the next account
table-followers = Followers
table-reach-of-followers = Reach: followers
table-reach-of-others = Reach: not followers
table-reach-by-instagram-day = Reach by Instagram’s day
table-came = Came
table-left = Left
table-audience = Audience
table-breakdown = Divided by
table-part = Part
table-people = People
table-share = Share
kind-of-media-photo = Photo
kind-of-media-carousel = Carousel
kind-of-media-video = Video
kind-of-media-reel = Reel
state-live = live
state-final = final
state-partial = partial
state-hidden = hidden
state-lost = lost

## What numbers do not say of themselves

note-blank = An empty place means that Instagram gave no number. It never means zero.
note-delay = Instagram may add to its numbers for up to 48 hours.
note-two-years = Instagram keeps the numbers of posts for up to two years.
note-organic = What ads bring does not count on posts, reels and stories.
note-with-ads = On the account ads do count, so its numbers never equal the sum of posts.
note-albums = Instagram counts an album as a whole; it gives no numbers for single pictures in it.
note-replies = In Europe and Japan the law may keep Instagram from counting replies; then they read 0.
note-few-viewers = Instagram gives no numbers of a story that fewer than five people saw, and none after 24 hours. “Final” means that the last look was at 23 hours or later.
note-unique = Reach and engaged accounts count each person once a period and cannot be added up; Instagram counts them for at most 30 days.
note-instagram-days = Instagram’s own days are those of California: “Reach by Instagram’s day” stands on the local day in which most of it lies.
note-audience = Who people are is Instagram’s view on the day of reading: the 45 largest parts, and only for accounts with at least 100 followers or actions. Shares are of the parts named.
note-estimated = Reach and the part that stayed past 3 seconds are Instagram’s estimates.

## The report of a month

report-title = Instagram report
report-days = { $days } · { $zone } time
report-made = Made on { $moment }
report-by = Numbers by Instagram, collected by { -brand }
report-of-days = { $what }, { $days }
report-account = Account
report-compared = Compared with as many days before: { $days }.
report-not-followers = { $share } of the accounts reached do not follow yet.
report-number = Number
report-this-month = Month
report-before = Before
report-change = Change
report-audience = Audience
report-audience-count = Followers: { $count }
report-audience-as-of = According to Instagram: { $days }
report-audience-followers = Followers
report-audience-engaged = Accounts that engaged
report-audience-age = Age
report-audience-gender = Gender
report-audience-cities = Cities
report-audience-countries = Countries
report-audience-rules = Instagram says who follows from { $needed } followers on, and who engages from { $needed } likes, comments and the like in 30 days. It names the { $largest } largest parts at most and never says who a single person is. Shares are of those it names. “—” means that Instagram said nothing; it is not 0.
report-nothing-published = Nothing was published in this time.
report-published = Published: { $count }
report-median = Median engagement by reach: { $share }
report-chart-reach = Furthest reach, by day
report-furthest = Furthest reach
report-most-saved = Most saves
report-most-shared = Most shares
report-slides = Slides
report-reach-first = Reach, first
report-reach-last = Reach, last
report-captured = Captured to 23 h or later
report-median-retention = Median kept to the end of a day
report-most-replies = Most replies in a day
report-chart-stories = Reach of the day’s first story
report-formulas = How rates are worked out
report-notes = About the data
report-note-stale = Instagram could not be asked when this report was made; its numbers are the last known ones.
report-note-window = Instagram counts reach and engaged accounts for at most 30 days; they stand with their days, and compare with the 30 days before those.
report-note-young = { $count ->
    [one] { $count } post or reel was younger than 48 hours when this report was made: it is still counting.
   *[other] { $count } posts and reels were younger than 48 hours when this report was made: they are still counting.
}
report-note-stories-since = Stories are counted since { $day }, when the account was linked.
report-note-no-audience = There is no page about the audience: Instagram says who follows only from { $needed } followers on, and has said nothing of this account.
report-note-change = There is no percentage on a base of fewer than { $base }.

## Deleting everything

delete-me-question = 🗑 <b>Delete everything of yours?</b> This cannot be undone. What goes:
delete-me-account = • <b>{ $account }</b>: my access, { $posts ->
    [one] { $posts } post or reel
   *[other] { $posts } posts and reels
} and { $stories ->
    [one] { $stories } captured story
   *[other] { $stories } captured stories
}. Nobody else is linked to it, so its numbers go for good.
delete-me-account-shared = • <b>{ $account }</b>: my access and your link. { $count ->
    [one] { $count } more person is linked to it and keeps its numbers.
   *[other] { $count } more people are linked to it and keep its numbers.
}
delete-me-more-accounts = { $count ->
    [one] • and { $count } more account
   *[other] • and { $count } more accounts
}
delete-me-digests = { $count ->
    [one] • { $count } digest
   *[other] • { $count } digests
}
delete-me-other-chats = { $count ->
    [one] • what I send to { $count } other chat
   *[other] • what I send to { $count } other chats
}
delete-me-person = • your name, language and time zone, your topics, and the messages to you that I keep a record of
delete-me-file-first = Before that, I can send you a file with all of it. The question is good for 10 minutes.
delete-me-file-sent = The file above has all of it. The question is good for 10 minutes.
delete-me-done = Everything of yours has been deleted, and I no longer know you. What I wrote in this chat stays until you delete it in Telegram. If you write to me again, we begin anew.

## Help

help-tasks =
    <b>What would you like to do?</b>

    See how the account is doing: /overview
    Find out what a post or reel brought: /posts, /reels
    Open one post by its link: /post
    See what did best and what did least: /top, /bottom
    Mark posts and stories with topics: /tag
    Compare periods, posts or topics: /compare
    See which stories are alive: /live
    Look back at past stories: /stories
    See the stories of one day: /archive
    See when posts did better: /besttime
    See who follows and who engages: /audience
    Get a digest by yourself: /digest
    Choose what I tell you by myself: /alerts
    Understand a number: /why
    Check that all is well: /status
    Link, switch or unlink accounts: /accounts
    Change language or time zone: /settings
    Know what is kept about you: /privacy
    Take your data along: /export
    Read the numbers with a program of yours: /api
    Delete everything of yours: /delete_me
help-numbers = “—” means that Instagram did not give a number; it never means zero. Instagram may add to its numbers for up to 48 hours, so they can differ from the app for a while.
help-not-possible =
    <blockquote expandable><b>What nobody can do with Instagram’s official interface</b>
    • see who viewed a post or story
    • split one post’s audience by age, city or follower
    • draw a reel’s second-by-second retention
    • count link-sticker taps and poll answers in stories
    • tell where the views of one post came from
    • read stories that ended before linking
    • read numbers of single pictures in a carousel
    • see competitors’ private numbers
    Instagram does not give these to any app, so I do not guess them.</blockquote>

hint-linked = I did not understand that. Here is what most people look for, and /help shows the rest.
hint-not-linked = I did not understand that. I show Instagram numbers: link your account first, or see /help.

unknown-send =
    📭 A message to you got lost on its way, perhaps: Telegram never told me whether it arrived ({ $moment }).
    To avoid sending it twice, I ask first.

## Alerts to whoever runs the bot

operator-alert = ⚠️ { $what }
operator-over = ✅ { $what }
operator-where = Where: { $where }
operator-and-more = { $where } and { $more } more
operator-began = It began { $moment } ({ $zone }).
operator-goes-on = It goes on. It began { $moment } ({ $zone }).
operator-again =
    { $count ->
        [one] It happened once more since I told you last. It began { $moment } ({ $zone }).
       *[other] It happened { $count } times more since I told you last. It began { $moment } ({ $zone }).
    }
operator-run-book = What to do: { $address }
operator-story-at-risk =
    { $count ->
        [one] A story ends within the hour, and the last try to read it failed.
       *[other] { $count } stories end within the hour, and the last tries to read them failed.
    }
operator-over-story-at-risk = Not at risk any more: the stories were read, or they have ended.
operator-disk-full = Less than 500 MB are free on the disk.
operator-over-disk-full = There is room on the disk again.
operator-instagram-silent = For more than ten minutes Instagram has not answered as it should.
operator-over-instagram-silent = Instagram answers again.
operator-app-throttled = Instagram throttles the whole app: for a while nothing is asked for anybody.
operator-over-app-throttled = Instagram takes calls of the app again.
operator-two-pollers = Another process takes this bot’s updates from Telegram.
operator-over-two-pollers = Nobody else takes this bot’s updates any more.
operator-restarts = A process has started three times or more within ten minutes.
operator-over-restarts = The process has not started anew for a while.
operator-clock-off = Our clock and that of a server differ by more than a minute.
operator-over-clock-off = For two hours our clock has not been seen to differ.
operator-token-unreadable =
    { $count ->
        [one] A token cannot be decrypted. Its link has to be made anew.
       *[other] { $count } tokens cannot be decrypted. Their links have to be made anew.
    }
operator-wrong-person =
    { $count ->
        [one] Somebody came back from Instagram with a link that another person had begun. Nothing was linked.
       *[other] { $count } times somebody came back from Instagram with a link that another person had begun. Nothing was linked.
    }
operator-webhooks-refused =
    { $count ->
        [one] One more call of a webhook came without a valid signature.
       *[other] { $count } calls of a webhook came without a valid signature.
    }
operator-over-webhooks-refused = Within the last hour hardly any call of a webhook was refused.
operator-story-missed =
    { $count ->
        [one] A story ended without a last look: its final numbers are lost.
       *[other] { $count } stories ended without a last look: their final numbers are lost.
    }
operator-token-ends =
    { $count ->
        [one] A token ends within a week, and renewing it failed.
       *[other] Tokens end within a week, and renewing them failed { $count } times.
    }
operator-over-token-ends = Renewed, or there is nothing left to renew.
operator-rows-set-aside =
    { $count ->
        [one] A row of work failed again and again and was set aside.
       *[other] { $count } rows of work failed again and again and were set aside.
    }
operator-unsubscribed =
    { $count ->
        [one] Instagram had ended an account’s webhooks. I have asked for them anew.
       *[other] { $count } times Instagram had ended an account’s webhooks. I have asked for them anew.
    }
operator-backup-old = There is no backup that is younger than 26 hours.
operator-over-backup-old = There is a fresh backup again.

## Errors

error-unexpected = Something went wrong on my side. It has been noted; please try again in a moment.
error-store-away = I cannot reach my notes for a moment. Nothing is lost; please try again shortly.
error-not-linked = No Instagram account is linked yet. Connect one and I will show you its numbers.
error-deletion-expired = That question is too old, so nothing was deleted. Ask again with /delete_me.
error-tag-name = A topic is a word or a few, up to 30 characters, without “=”. Please choose another one.
error-tag-taken = You already have a topic of that name.
error-api-key-may-not = The key has no right to read this.
error-too-many-tags = You have 50 topics for this account, and that is the most there can be. Remove one first: /tag
error-unknown-post = I do not know this post or reel among yours. It must belong to an account that you linked; what was published a minute ago I read within the hour.
error-not-found = I cannot find that any more. It may have been deleted, or belong to an account that you are not linked to.
error-no-healthy-link = The link to this account is broken, so nothing new can be read. Link it again and I will carry on at once.
error-history-only = You unlinked this account and kept its history, so there is no digest of it. Link it again, and there is.
error-digest-there = You have such a digest already: of the same account, to the same chat, and as often.
error-digest-paused = I may not send a digest there at present. In /digest you see why.
error-retry-at = You can ask again: { $retry }
error-instagram-transient = Instagram is not answering right now.
error-instagram-throttled = Instagram asks for a pause because of many requests.
error-instagram-own-budget = I am holding back calls for this account for now, so that it stays within Instagram’s limits.
error-instagram-token = Instagram closed the link to your account. Please link again.
error-instagram-permission = A permission is missing. Please link again and leave all switches on.
error-instagram-gone = Instagram no longer has this: it ended or was deleted.
error-instagram-hidden = Instagram hides these numbers until enough people have seen it.
error-instagram-unsupported-metric = Instagram does not offer this number here.
error-instagram-before-conversion = This was posted before the account became professional; Instagram gives no numbers for it.
error-instagram-blocked = Instagram has blocked this for now. Please open the Instagram app: there may be a notice for you.
error-instagram-misconfigured = Instagram does not let { -brand } read this at present. Whoever runs me has to mend it; you need not do anything, and your link stays.
error-instagram-permanent = Instagram refused, and asking again will not help.

## Units

unit-days = { $count } d
unit-hours = { $count } h
unit-minutes = { $count } min
unit-seconds = { $count } s
