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
button-language = 🌐 Language
button-time-zone = 🕐 Time zone
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
button-account = 👤 Account
button-rates = ➗ Rates
button-live = ⭕ Live stories
button-live-count = ⭕ Live stories ({ $count })
button-archive = 🗂 Past stories
button-refresh = ↻ Refresh
button-pictures = 🖼 Pictures
button-life-curve = 📈 Life curve
button-days = { $count ->
    [one] { $count } day
   *[other] { $count } days
}
button-chart-reach = Reach
button-chart-followers = Followers
button-open = Open ↗
button-copy-link = Copy link
button-unlink = Unlink
button-unlink-account = Unlink { $account }
button-delete-everything = Delete everything of mine
button-digest = 📬 Digest
button-change-digest = Change digest
button-digest-on = Turn on
button-digest-off = Turn off
button-digest-daily = Daily
button-digest-weekly = Weekly
button-digest-hour = 🕘 { $time }
button-digest-send-now = Send now
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
command-digest = A digest, daily or weekly
command-accounts = Switch, add or unlink accounts
command-status = Links, calls, and what Instagram withholds
command-why = What a number means
command-settings = Language and time zone
command-help = What I can do
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

example-title = 👀 <b>Example with made-up numbers</b>

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
linking-not-available = <b>Not available:</b> stories that ended before now.
linking-digest = 📬 Digest: { $when }.
linking-digest-off = 📬 Digest: off.
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
    ℹ️ Somebody else has just linked <b>{ $account }</b> on Telegram, too.
    If that is nobody on your team, change your Instagram password and remove { -brand } there under “Apps and websites”.
linking-broken = ⚠️ <b>Instagram closed the link to { $account }</b>
linking-reason-expired = The permission has expired.
linking-reason-password = The Instagram password was changed, or Instagram ended the session for security reasons.
linking-reason-app-removed = { -brand } was removed in Instagram’s settings.
linking-reason-checkpoint = Instagram wants you to log in and confirm your account first.
linking-reason-other = Instagram gave no exact reason.
linking-broken-stories = { $count ->
    [one] { $count } story is alive. Until you link again, its numbers stop here. It ends: { $first_end }
   *[other] { $count } stories are alive. Until you link again, their numbers stop here. The first one ends: { $first_end }
}
linking-broken-last-saved = Last saved: { $moment }
linking-broken-next = Link again and I will carry on at once; everything saved so far stays.

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
page-not-found-title = There is nothing here
page-not-found-text = This address does not exist, or no longer. Please go back to Telegram and start again.
page-unexpected-title = Something went wrong
page-unexpected-text = That was our mistake, not yours. Please go back to Telegram and start again.
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
overview-delay = Meta may add to these numbers for up to 48 h.
overview-followers-since = 📈 Followers are counted since { $day }: the chart begins with the second day.
overview-nothing-read = The first numbers are being read. Please look again in a few minutes.

chart-reach = Reach by day, { $account }
chart-followers = Followers by day, { $account }
chart-this-period = This period
chart-period-before = Period before
chart-nothing-yet = No daily numbers yet
chart-life = Story of { $posted }
chart-views = Views
chart-reach-of-story = Reach

stale = ⚠️ { $reason }
stale-last-known = ⚠️ <b>Partial.</b> { $reason } These are the last known numbers, from: { $moment }.
stale-retry = I will try again: { $retry }.
stale-nothing-known = There are no numbers yet.
stale-ask-again = Please ask again in a while.
stale-link-broken = The link to Instagram is broken, so nothing new can be read until you link again.

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
list-as-of = Updated between { $oldest } and { $newest }
list-entry = <b>{ $number }.</b> { $format } · { $published }
list-title = <i>{ $title }</i>
list-numbers = Reach { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares }
list-numbers-counting = Reach { $reach } · ❤ { $likes } · 💬 { $comments } · 🔖 { $saves } · ↗ { $shares } · still counting

card-header = <b>{ $format }</b> · { $published } · { $age } old
card-title = <i>{ $title }</i>
card-nothing-read = Instagram has not given any numbers for this yet.
card-before-conversion = Instagram has no numbers from before this account was professional.
card-not-offered = Instagram does not offer here: { $metrics }.
card-still-counting = ⏳ Still counting: Instagram may add to these numbers for up to 48 h.
card-reach = Reach <b>{ $reach }</b>
card-reach-of-followers = Reach <b>{ $reach }</b> ({ $share } of your followers then)
card-views = Views <b>{ $views }</b> ({ $frequency } per person)
card-reactions = ❤ { $likes }   💬 { $comments }   🔖 { $saves }   ↗ { $shares }   🔁 { $reposts }
card-profile = Profile visits { $visits } · new followers { $follows }
card-watching = Watched: { $average } on average · { $total } in all
card-kept = Stayed past 3 s: { $share } (Instagram’s estimate)
card-engagement-rate = Engagement by reach <b>{ $share }</b>
card-median = Your median { $share } ({ $count ->
    [one] { $count } post
   *[other] { $count } posts
} of this kind)
card-save-and-share-rate = Saves { $saves } · shares { $shares }
card-formula = <blockquote expandable>Engagement by reach = (likes + comments + saves + shares) / reach. Saves and shares are per reach, too; “1.6×” compares with your own median.</blockquote>

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
story-lost = 🔴 Lost: it ended before I could look
story-next-look = Next look: { $moment }
story-no-numbers = Instagram gave no numbers for this story. It hides them until enough people have seen it.
story-header = ⭕ <b>Story { $number } of { $count }</b> · { $posted } · { $account }
story-reach = Views <b>{ $views }</b> · reach <b>{ $reach }</b>
story-reach-of-followers = Views <b>{ $views }</b> · reach <b>{ $reach }</b> ({ $share } of your followers then)
story-taps = → forward { $forward } ({ $forward_share }) · ← back { $back } ({ $back_share })
story-exits = ✕ left here { $exits } ({ $share })
story-completion = Completion <b>{ $share }</b> · replies { $replies } ({ $reply_share })
story-more = Shares { $shares } · profile visits { $visits } · new followers { $follows }
story-formula = <blockquote expandable>Left here = exits + moves to the next account, per view. Completion = 100% minus that. Replies are per reach; in Europe and Japan the law may keep Instagram from counting them.</blockquote>
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

sequence-header = ⭕ <b>Stories of { $day }</b> · { $account }
sequence-slides = { $count ->
    [one] { $count } slide
   *[other] { $count } slides
} · { $states }
sequence-all-final = all final
sequence-reach = Reach { $reach }
sequence-kept = Kept to the end: <b>{ $share }</b>
sequence-median = Your median: { $share }
sequence-completion = Completion { $share } · left { $left } · replies { $replies }
sequence-loss = Biggest loss: slide { $slide } (−{ $share })
sequence-best-and-worst = Best completion: slide { $best } ({ $best_share }) · weakest: slide { $worst } ({ $worst_share })
sequence-most-replies = Most replies: slide { $slide } ({ $replies })
sequence-why-partial = Partial: the last look came earlier than 23 h, so some views are missing.
sequence-why-hidden = Hidden: Instagram gives no numbers when too few people have seen a story.
sequence-why-lost = Lost: the story ended before I could look, and Instagram keeps nothing after that.

## Status

status-header = 🩺 <b>Status</b>
status-well = ✅ All is well.
status-account = <b>{ $account }</b> · linked; access until { $day }, and it is renewed in time
status-account-broken = ⚠️ <b>{ $account }</b> · please link again: nothing new is read for you
status-read = Last read: { $what }
status-profile = profile { $moment }
status-media = posts { $moment }
status-stories = live stories { $moment }
status-requests = Calls to Instagram today (UTC): { $count } (never more than { $most } within an hour)
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
status-refused = <b>Numbers that Instagram does not offer at present</b>
status-refused-more = …and { $count } more
status-version = Meta answers with { $served } though I ask for { $asked }, since { $since }. Whoever runs me should know.

## Refused metrics

refused-metric = • <code>{ $metric }</code>: not offered for { $kind } since { $since }; tried again on { $again }
refused-lists = • Lists come without numbers since { $since }, so each post is asked about by itself; tried again on { $again }
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
metric-name-save-rate = Saves by reach
metric-save-rate = Of those who were reached, how many saved it.
metric-name-share-rate = Shares by reach
metric-share-rate = Of those who were reached, how many sent it on.
metric-name-frequency = Views per person
metric-frequency = How often one person looked, on average.
metric-name-story-exit-rate = Left the story
metric-story-exit-rate = Of all views of a story, how many ended with leaving it for good.
metric-name-story-completion = Completion
metric-story-completion = Of all views of a story, how many did not end with leaving.
metric-name-reply-rate = Replies by reach
metric-reply-rate = Of those who were reached, how many replied.
metric-name-reel-kept-rate = Stayed past 3 s
metric-reel-kept-rate = Of the first views of a reel, how many went on past 3 seconds.
metric-name-sequence-retention = Kept to the end
metric-sequence-retention = Of those whom the first story of a day reached, how many the last one reached as well.

## Accounts

accounts-header = { $count ->
    [0] No account is linked yet.
    [one] <b>{ $count } linked account</b>
   *[other] <b>{ $count } linked accounts</b>
}
accounts-entry = • <b>{ $account }</b> · followers: { $followers }
accounts-entry-broken = • ⚠️ <b>{ $account }</b> · followers: { $followers } · please link again
unlink-question = Unlink <b>{ $account }</b>?
unlink-others = { $count ->
    [one] { $count } more person is linked to this account, so it is still captured for them. You will no longer see it.
   *[other] { $count } more people are linked to this account, so it is still captured for them. You will no longer see it.
}
unlink-stops = Nobody else is linked to this account, so nothing will be captured from now on.
unlink-stories = { $count ->
    [0] No stories have been captured yet.
    [one] You will no longer see { $count } captured story, and its numbers cannot be read again.
   *[other] You will no longer see { $count } captured stories, and their numbers cannot be read again.
}
unlink-token = Your digest stops, and my access to Instagram is deleted at once.
unlinked = Unlinked <b>{ $account }</b>. My access to Instagram is deleted. You can link again at any time.

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
settings-choose-region =
    🕐 Where are you?
    Now set: { $zone }, it is { $now } there
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
digest-when-daily = every day at { $time }, { $zone } time
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
digest-post = Post: <i>{ $title }</i> · reach { $reach }
digest-reel = Reel: <i>{ $title }</i> · reach { $reach }
digest-best-post = Best post: <i>{ $title }</i> · reach { $reach } · { $times } your median
digest-best-reel = Best reel: <i>{ $title }</i> · reach { $reach } · { $times } your median
digest-story-retention = Stories kept to the end: { $share }
digest-quiet = A quiet time: nothing was published. Your account lives on all the same.
digest-quiet-numbers = Followers: <b>{ $followers }</b> · reached: <b>{ $reach }</b>

## Privacy

privacy-intro =
    🔒 <b>Privacy</b>
    I read the numbers of the Instagram accounts you link, and nothing else. I never see your password, never post without your command, and pass nothing on.
privacy-kept = <b>What is kept, and for how long</b>
privacy-kept-entry = • { $what }: { $how_long }
privacy-tokens = access to Instagram, encrypted
privacy-numbers = posts, reels and account numbers
privacy-history = what those numbers were before, day by day
privacy-stories = captured stories
privacy-link-attempts = unfinished attempts to link
privacy-messages = digests and notices sent to you
privacy-updates = record of which of your messages were handled
privacy-until-unlinked = until you unlink
privacy-security = Access is stored encrypted, and its key is kept elsewhere.
privacy-rights = Unlink an account at any time under /accounts: access is deleted at once. You can also remove { -brand } in Instagram’s settings under “Apps and websites”.

## Deleting everything

delete-me-question = 🗑 <b>Delete everything of yours?</b> This cannot be undone.
delete-me-accounts = My access to Instagram and your link to: { $accounts }
delete-me-stories = { $count ->
    [0] Everything saved of accounts that nobody else is linked to. No stories are among it.
    [one] Everything saved of accounts that nobody else is linked to, { $count } captured story included: its numbers cannot be read again.
   *[other] Everything saved of accounts that nobody else is linked to, { $count } captured stories included: their numbers cannot be read again.
}
delete-me-person = Your settings, your digests, and what I know of you.
delete-me-done = Everything of yours has been deleted. You can start again at any time with /start.

## Help

help-tasks =
    <b>What would you like to do?</b>

    See how the account is doing: /overview
    Find out what a post or reel brought: /posts, /reels
    See which stories are alive: /live
    Look back at past stories: /stories
    Get a digest by yourself: /digest
    Understand a number: /why
    Check that all is well: /status
    Link, switch or unlink accounts: /accounts
    Change language or time zone: /settings
    Know what is kept about you: /privacy
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

## Errors

error-unexpected = Something went wrong on my side. It has been noted; please try again in a moment.
error-not-linked = No Instagram account is linked yet. Connect one and I will show you its numbers.
error-not-found = I cannot find that any more. It may have been deleted, or belong to an account that you are not linked to.
error-no-healthy-link = The link to this account is broken, so nothing new can be read. Link it again and I will carry on at once.
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
