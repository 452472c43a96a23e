/* The script that shows the report dialog on a customer's page. It makes every element by
 * hand and styles it through the object model: no inline script or style, no markup from
 * text, so that it works under a strict policy and no query value can become code. */
#include "base/base.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/ctx.h"
#include "base/str.h"
#include "feature/feedback/feedback_int.h"

enum { SCRIPT_BYTES = 64 << 10 };

static const char before[] = "(function(o){'use strict';\n";

static const char body[] =
    "var d=document;if(d.getElementById('gosnag-report'))return;\n"
    "function el(tag,css,text){var e=d.createElement(tag);e.style.cssText=css;"
    "if(text)e.textContent=text;return e}\n"
    "var font='font:14px/20px system-ui,sans-serif;color:#17181b;';\n"
    "var box='box-sizing:border-box;width:100%;margin:4px 0 12px;padding:8px 10px;"
    "border:1px solid #7a7e85;border-radius:6px;background:#fff;'+font;\n"
    "var shade=el('div','position:fixed;inset:0;z-index:2147483647;display:flex;padding:16px;"
    "overflow:auto;background:rgba(0,0,0,.55);');shade.id='gosnag-report';\n"
    "var form=el('form','box-sizing:border-box;margin:auto;width:100%;max-width:480px;"
    "padding:24px;border-radius:10px;background:#fff;'+font);\n"
    "form.setAttribute('role','dialog');form.setAttribute('aria-modal','true');\n"
    "var title=el('h2','margin:0 0 4px;font:600 20px/28px system-ui,sans-serif;color:#17181b;',"
    "o.title||'It looks like something went wrong.');title.id='gosnag-report-title';\n"
    "form.setAttribute('aria-labelledby',title.id);form.appendChild(title);\n"
    "form.appendChild(el('p','margin:0 0 16px;'+font+'color:#474b52;',"
    "o.subtitle||'Tell the team what happened; it helps to mend it.'));\n"
    "function field(label,name,tag,value,type){var l=el('label','display:block;'+font,label);\n"
    " var f=el(tag,box);f.name=name;f.required=true;f.value=value||'';if(type)f.type=type;\n"
    " if(tag==='textarea'){f.rows=5}l.appendChild(f);form.appendChild(l);return f}\n"
    "var name=field('Name','name','input',o.name,'text');\n"
    "var email=field('Email','email','input',o.email,'email');\n"
    "var text=field('What happened?','comments','textarea');\n"
    "var said=el('p','margin:0 0 12px;min-height:20px;'+font+'color:#b9251d;');\n"
    "said.setAttribute('role','alert');form.appendChild(said);\n"
    "var row=el('div','display:flex;gap:8px;justify-content:flex-end;');\n"
    "var button='padding:8px 16px;border-radius:6px;cursor:pointer;font:600 14px/20px "
    "system-ui,sans-serif;';\n"
    "var no=el('button',button+'border:1px solid "
    "#7a7e85;background:#fff;color:#17181b;','Close');\n"
    "no.type='button';var yes=el('button',button+'border:1px solid #17181b;background:#17181b;"
    "color:#fff;','Send report');yes.type='submit';\n"
    "row.appendChild(no);row.appendChild(yes);form.appendChild(row);shade.appendChild(form);\n"
    "var last=d.activeElement;\n"
    "function close(){d.removeEventListener('keydown',keys);if(shade.parentNode)"
    "shade.parentNode.removeChild(shade);if(last&&last.focus)last.focus()}\n"
    "function keys(e){if(e.key==='Escape')close()}\n"
    "no.addEventListener('click',close);d.addEventListener('keydown',keys);\n"
    "form.addEventListener('submit',function(e){e.preventDefault();yes.disabled=true;"
    "said.textContent='';\n"
    " var q=new URLSearchParams();q.set('name',name.value);q.set('email',email.value);"
    "q.set('comments',text.value);\n"
    " fetch(o.url,{method:'POST',body:q}).then(function(r){if(!r.ok)throw r;\n"
    "  form.textContent='';form.appendChild(el('p','margin:0 0 16px;'+font,"
    "'Thank you. Your report was sent.'));no.textContent='Close';form.appendChild(no);no.focus()\n"
    " }).catch(function(){yes.disabled=false;"
    "said.textContent='The report could not be sent. Try again in a while.'})});\n"
    "(d.body||d.documentElement).appendChild(shade);(o.name?text:name).focus();\n"
    "})(";

struct str feedback_dialog_script(struct ctx *cx, const struct feedback_dialog *d)
{
    const struct {
        const char *key;
        struct str value;
    } members[] = {
        { "url", d->url },     { "name", d->name },         { "email", d->email },
        { "title", d->title }, { "subtitle", d->subtitle },
    };
    struct buf b;

    buf_init(&b, cx->arena, SCRIPT_BYTES + SCRIPT_BYTES);
    buf_add(&b, str_c(before));
    buf_add(&b, str_c(body));
    for (size_t i = 0; i < ARRAY_LEN(members); i++) {
        buf_printf(&b, "%c%s:", i == 0 ? '{' : ',', members[i].key);
        buf_add_json_str(&b, members[i].value);
    }
    buf_add(&b, S("});\n"));
    return buf_str(&b);
}
